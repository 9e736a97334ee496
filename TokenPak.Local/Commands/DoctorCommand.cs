using System.CommandLine;
using Spectre.Console;
using TokenPak.Local.Checking;
using TokenPak.Local.Hosting;

namespace TokenPak.Local.Commands;

/// <summary><c>tokenpak doctor</c>.</summary>
internal static class DoctorCommand
{
    public static Command Create(SharedOptions options)
    {
        var command = new Command("doctor", "Sends a request through to each provider and says in plain words what is wrong, if anything is.");
        command.SetAction((result, cancellationToken) => RunAsync(options.Read(result), Terminal.Create(), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(HostSettings settings, IAnsiConsole console, CancellationToken cancellationToken)
    {
        var configuration = LocalConfiguration.Read(settings);
        var doctor = new Doctor(settings, configuration, DataFolder.At(configuration.DataPath), Environment.GetEnvironmentVariable);
        var worst = Verdict.Good;
        await foreach (var finding in doctor.ExamineAsync(cancellationToken))
        {
            if (finding.Verdict > worst) worst = finding.Verdict;
            Write(console, finding);
        }

        console.WriteLine(worst == Verdict.Wrong ? "Something is wrong: see the lines marked with !!" : "Nothing is wrong.");
        return worst == Verdict.Wrong ? ExitCodes.Failed : ExitCodes.Ok;
    }

    private static void Write(IAnsiConsole console, Finding finding)
    {
        var (mark, style) = finding.Verdict switch
        {
            Verdict.Good => ("ok", new Style(Color.Green)),
            Verdict.Note => ("--", new Style(Color.Yellow)),
            _ => ("!!", new Style(Color.Red)),
        };
        console.Write(new Text(mark, style));
        console.WriteLine($"  {finding.Text}");
        if (finding.Remedy is not null) console.WriteLine($"    → {finding.Remedy}");
    }
}
