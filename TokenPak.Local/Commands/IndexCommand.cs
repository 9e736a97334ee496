using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Spectre.Console;
using TokenPak.Compiler.Vault.Serving;
using TokenPak.Local.Hosting;

namespace TokenPak.Local.Commands;

/// <summary><c>tokenpak index DIR</c>.</summary>
internal static class IndexCommand
{
    public static Command Create(SharedOptions options)
    {
        var folder = new Argument<string>("folder") { Description = "The documents and code to index" };
        var command = new Command("index", "Indexes a folder ahead, so that the vault is ready at once when TOKENPAK_VAULT_PATH names it.") { folder };
        command.SetAction((result, cancellationToken) => Task.FromResult(Run(result.GetValue(folder) ?? ".", options.Read(result), Terminal.Create(), cancellationToken)));
        return command;
    }

    private static int Run(string folder, HostSettings settings, IAnsiConsole console, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder))
        {
            Console.Error.WriteLine($"tokenpak: there is no folder {folder}.");
            return ExitCodes.Failed;
        }

        var path = Path.GetFullPath(folder);
        var read = LocalConfiguration.Read(settings);
        var data = DataFolder.At(read.DataPath);
        data.Create();
        read.Configuration["TokenPak:DataPath"] = data.Root;
        var clock = Stopwatch.StartNew();
        if (WithProgress(read.Configuration, path, console, cancellationToken) is not { } report)
        {
            Console.Error.WriteLine($"tokenpak: another TokenPak has the index of {path} open, and keeps it fresh.");
            return ExitCodes.Ok;
        }

        Write(console, path, report, clock.Elapsed);
        return ExitCodes.Ok;
    }

    private static VaultIndexReport? WithProgress(IConfiguration configuration, string path, IAnsiConsole console, CancellationToken cancellationToken)
    {
        if (!Terminal.IsInteractive) return VaultIndexing.Run(configuration, path, null, cancellationToken);
        return console.Progress().HideCompleted(true).Start(context =>
        {
            var task = context.AddTask("Indexing");
            return VaultIndexing.Run(configuration, path, new Bar(task), cancellationToken);
        });
    }

    private static void Write(IAnsiConsole console, string path, VaultIndexReport report, TimeSpan elapsed)
    {
        FormattableString[] lines =
        [
            $"{report.Files:N0} files, {report.Changed:N0} of them read anew, {report.Removed:N0} gone, in {elapsed.TotalSeconds:F1} s",
            $"{report.Chunks:N0} chunks, {report.Tokens:N0} tokens",
            $"{report.Empty:N0} files have nothing to index: binary, blank, or with a secret in them",
        ];
        foreach (var line in lines) console.MarkupLineInterpolated(CultureInfo.InvariantCulture, line);
        if (report.IsCut) console.MarkupLine("[yellow]There are more files than TokenPak:Vault:MaxFiles; the rest is left out.[/]");
        console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"Use it: TOKENPAK_VAULT_PATH={path} tokenpak");
    }

    /// <summary>Files are done on several threads; the bar takes what comes last.</summary>
    private sealed class Bar(ProgressTask task) : IProgress<(int Done, int Total)>
    {
        public void Report((int Done, int Total) value)
        {
            task.MaxValue = value.Total;
            task.Value = value.Done;
        }
    }
}
