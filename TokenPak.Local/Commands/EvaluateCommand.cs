using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using TokenPak.Compression.Engine;
using TokenPak.Contracts.Compilation;
using TokenPak.Local.Evaluation;
using TokenPak.Local.Evaluation.Replay;
using TokenPak.Local.Evaluation.Transcripts;

namespace TokenPak.Local.Commands;

/// <summary><c>tokenpak evaluate DIR</c>.</summary>
internal static class EvaluateCommand
{
    public static Command Create(SharedOptions options)
    {
        var folder = new Argument<string>("folder") { Description = "Claude Code's or Codex' JSONL (~/.claude/projects, ~/.codex/sessions), or request bodies as JSON" };
        var json = new Option<bool>("--json") { Description = "For programs" };
        var command = new Command("evaluate", "Replays your own transcripts turn by turn and says what tokens and bill would have been. Nothing is sent anywhere.") { folder, json };
        command.SetAction(result => Run(result.GetValue(folder) ?? ".", options.Read(result).Mode ?? CompilationMode.Full, result.GetValue(json), Terminal.Create()));
        return command;
    }

    private static int Run(string folder, CompilationMode mode, bool json, IAnsiConsole console)
    {
        if (!Directory.Exists(folder))
        {
            Console.Error.WriteLine($"tokenpak: there is no folder {folder}.");
            return ExitCodes.Failed;
        }

        var replay = new ConversationReplay(new CompressionEngine(), mode == CompilationMode.Safe ? CompressionMode.Safe : CompressionMode.Full);
        var results = Terminal.IsInteractive && !json ? WithStatus(folder, replay, console) : [.. TranscriptFolder.Read(folder).Select(replay.Run)];
        if (results.Count == 0)
        {
            Console.Error.WriteLine($"tokenpak: no transcript and no request body was found in {folder}.");
            return ExitCodes.Failed;
        }

        if (json) Console.Out.WriteLine(EvaluationReport.Json(results));
        else EvaluationReport.Write(console, results);
        return ExitCodes.Ok;
    }

    private static List<ReplayResult> WithStatus(string folder, ConversationReplay replay, IAnsiConsole console) => console.Status().Start("Reading …", status =>
    {
        var results = new List<ReplayResult>();
        foreach (var conversation in TranscriptFolder.Read(folder))
        {
            status.Status(string.Create(CultureInfo.InvariantCulture, $"{results.Count + 1}: {Markup.Escape(conversation.Name)}"));
            results.Add(replay.Run(conversation));
        }

        return results;
    });
}
