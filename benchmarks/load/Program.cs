using System.Globalization;
using TokenPak.Load.Roles;

namespace TokenPak.Load;

/// <summary>Measures; started again by itself, plays the provider or bare YARP.</summary>
public class Program
{
    internal const string UpstreamRole = "role-upstream";
    internal const string BareYarpRole = "role-bare-yarp";

    private static async Task<int> Main(string[] args)
    {
        switch (args)
        {
            case [UpstreamRole, var port]:
                await FastUpstream.RunAsync(int.Parse(port, CultureInfo.InvariantCulture));
                return 0;
            case [BareYarpRole, var port, var upstream]:
                await BareYarp.RunAsync(int.Parse(port, CultureInfo.InvariantCulture), upstream);
                return 0;
            default:
                return await LoadOptions.Command(Session.RunAsync).Parse(args).InvokeAsync();
        }
    }
}
