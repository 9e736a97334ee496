using System.Globalization;
using System.Net;
using TokenPak.TestKit.Servers;

namespace TokenPak.TestKit.Products;

/// <summary>One of the services as a process of its own, set up by the variables that Aspire would inject.</summary>
public sealed class ServiceProcess : ServerProcess
{
    private static readonly HttpClient Client = new() { Timeout = TimeSpan.FromSeconds(5) };

    private readonly string _program;
    private readonly Dictionary<string, string> _environment;

    /// <summary>A service that is not started yet.</summary>
    /// <param name="project">The project whose program it is.</param>
    /// <param name="port">The loopback port that it is to listen on.</param>
    /// <param name="environment">Its variables beside the address.</param>
    public ServiceProcess(string project, int port, IReadOnlyDictionary<string, string> environment) : base(project)
    {
        _program = ServicePrograms.PathOf(project);
        Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
        _environment = new Dictionary<string, string>(environment) { ["ASPNETCORE_URLS"] = Address.AbsoluteUri.TrimEnd('/'), ["DOTNET_gcServer"] = "0" };
        if (!_environment.ContainsKey("TOKENPAK_DATA_PATH")) _environment["TOKENPAK_DATA_PATH"] = Folder.Path;
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Whether it says that it can do its work.</summary>
    public Task<bool> IsReadyAsync() => SaysAsync("/ready");

    private protected override ChildProcess Launch() => ChildProcess.Start("dotnet", [_program], _environment, Folder.Path);

    private protected override Task<bool> AnswersAsync() => SaysAsync("/alive");

    private async Task<bool> SaysAsync(string path)
    {
        try
        {
            using var response = await Client.GetAsync(new Uri(Address, path));
            return response.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }
}
