using System.CommandLine;
using Spectre.Console;
using TokenPak.Compression.Engine;
using TokenPak.Contracts.Compilation;
using TokenPak.Local.Compressing;

namespace TokenPak.Local.Commands;

/// <summary><c>tokenpak compress FILE|-</c>.</summary>
internal static class CompressCommand
{
    private const string StandardInput = "-";
    private const int MaxBytes = 64 * 1024 * 1024;

    public static Command Create(SharedOptions options)
    {
        var file = new Argument<string>("file") { Description = "A request body, or a piece of tool output; - for standard input", DefaultValueFactory = _ => StandardInput };
        var stages = new Option<string?>("--stages") { Description = $"Only these stages, with commas between: {string.Join(", ", CompressionEngine.StageNames)}" };
        var command = new Option<string?>("--command") { Description = "The command that printed the output, such as \"grep -rn x\": it decides what may be done" };
        var diff = new Option<bool>("--diff") { Description = "One column, with what goes and what comes" };
        var json = new Option<bool>("--json") { Description = "For programs" };
        stages.Validators.Add(result =>
        {
            foreach (var name in Names(result.GetValueOrDefault<string?>()) ?? [])
            {
                if (!CompressionEngine.StageNames.Contains(name)) result.AddError($"There is no stage '{name}': {string.Join(", ", CompressionEngine.StageNames)}.");
            }
        });
        var compress = new Command("compress", "Shows a request or a piece of tool output before and after, with the tokens that each stage saves. Nothing is sent anywhere.") { file, stages, command, diff, json };
        compress.SetAction((result, cancellationToken) =>
        {
            var mode = options.Read(result).Mode ?? CompilationMode.Full;
            var asked = new Request(result.GetValue(file) ?? StandardInput, mode, Names(result.GetValue(stages)), result.GetValue(command), result.GetValue(diff), result.GetValue(json));
            return RunAsync(asked, Terminal.Create(), cancellationToken);
        });
        return compress;
    }

    private static async Task<int> RunAsync(Request asked, IAnsiConsole console, CancellationToken cancellationToken)
    {
        var bytes = await ReadAsync(asked.File, cancellationToken);
        if (bytes is null)
        {
            await Console.Error.WriteLineAsync($"tokenpak: {asked.File} cannot be read, or is over {MaxBytes / 1024 / 1024} MB.");
            return ExitCodes.Failed;
        }

        if (asked.Mode == CompilationMode.Off)
        {
            console.WriteLine("Mode off: every byte goes on as it came.");
            return ExitCodes.Ok;
        }

        var mode = asked.Mode switch { CompilationMode.Safe => CompressionMode.Safe, CompilationMode.Aggressive => CompressionMode.Aggressive, _ => CompressionMode.Full };
        var view = CompressionView.Of(new CompressionEngine(), CompressionInput.Of(bytes, asked.Command), mode, asked.Stages);
        if (asked.Json) await Console.Out.WriteLineAsync(CompressionJson.Write(view).AsMemory(), cancellationToken);
        else CompressionReport.Write(console, view, asked.Diff);
        return ExitCodes.Ok;
    }

    private static async Task<byte[]?> ReadAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = file == StandardInput ? Console.OpenStandardInput() : File.OpenRead(file);
            using var buffer = new MemoryStream();
            var chunk = new byte[64 * 1024];
            for (var read = await stream.ReadAsync(chunk, cancellationToken); read > 0; read = await stream.ReadAsync(chunk, cancellationToken))
            {
                buffer.Write(chunk, 0, read);
                if (buffer.Length > MaxBytes) return null;
            }

            return buffer.ToArray();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string[]? Names(string? stages) => stages?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private sealed record Request(string File, CompilationMode Mode, string[]? Stages, string? Command, bool Diff, bool Json);
}
