namespace TokenPak.Compression.Tests.Support;

/// <summary>Agent conversations: files read, edited and read again, commands repeated, JSON fetched.</summary>
internal sealed class ConversationGenerator(int seed)
{
    private readonly Random _random = new(seed);
    private readonly Dictionary<string, List<string>> _files = [];
    private readonly List<string> _outputs = [];

    public Conversation Generate(int turns)
    {
        var conversation = new Conversation { System = Texts.Report(_random.Next(1, 80), seed) };
        conversation.User("Fix the failing test.");
        while (conversation.Turns.Count < turns) AddTurn(conversation);
        return conversation;
    }

    private void AddTurn(Conversation conversation)
    {
        var path = $"src/part_{_random.Next(3)}.py";
        if (!_files.TryGetValue(path, out var file)) _files[path] = file = [.. Texts.Code(_random.Next(20, 120), _random.Next())];
        switch (_random.Next(9))
        {
            case 0 or 1:
                var from = _random.Next(file.Count / 2);
                conversation.Tool("Read", $$"""{"file_path":"{{path}}"}""", Texts.Numbered(file.Skip(from), from + 1, Pick(":", "\t", "→")));
                break;
            case 2:
                Edit(file);
                conversation.Tool("edit_file", $$"""{"path":"{{path}}"}""", "Done.\n" + Texts.Numbered(file, 1) + "\n(end)");
                break;
            case 3:
                conversation.Tool("bash", $$"""{"command":"cat {{path}}"}""", string.Join('\n', file) + "\n");
                break;
            case 4:
                var output = _outputs.Count > 2 && _random.Next(2) == 0 ? _outputs[_random.Next(_outputs.Count)] : Texts.Report(_random.Next(2, 60), _random.Next());
                _outputs.Add(output);
                conversation.Tool("bash", """{"command":"make test"}""", _random.Next(2) == 0 ? output : "\u001b[31m" + output + "\u001b[0m   \n\n\n\nend");
                break;
            case 5:
                conversation.Tool("get_orders", """{"user":"u1"}""", Texts.PrettyJson(_random.Next(1, 30), _random.Next(4)));
                break;
            case 6:
                conversation.Tool("bash", """{"command":"grep -rn self src"}""", string.Join('\n', file.Select((l, i) => $"{path}:{i + 1}:{l}")));
                break;
            case 7:
                _files[path] = file = [.. Texts.Code(_random.Next(5, 40), _random.Next())];
                var content = string.Join('\n', file);
                conversation.Tool(
                    "write_file", System.Text.Json.JsonSerializer.Serialize(new { path, content }), "Written:\n" + Texts.Numbered(file, 1, Pick(":", "\t", "→")));
                break;
            default:
                conversation.User("And now?\n```\n" + Texts.Report(_random.Next(1, 40), _random.Next(3)) + "```\nGo on. 👍🏽 עברית");
                break;
        }
    }

    private void Edit(List<string> file)
    {
        var at = _random.Next(file.Count);
        if (_random.Next(2) == 0) file.RemoveRange(at, Math.Min(_random.Next(1, 4), file.Count - at));
        file.InsertRange(Math.Min(at, file.Count), Texts.Code(_random.Next(1, 5), _random.Next()));
    }

    private string Pick(params string[] of) => of[_random.Next(of.Length)];
}
