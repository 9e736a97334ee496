namespace TokenPak.Local.Commands;

/// <summary>Splits <c>[options] run [options] agent [args…]</c> behind the agent's name.</summary>
internal static class AgentArguments
{
    private static readonly string[] OptionsWithValue = ["--port", "--mode", "--data"];

    public static (string[] Own, string[] Agent) Split(string[] args)
    {
        var seenRun = false;
        for (var i = 0; i < args.Length; i++)
        {
            if (OptionsWithValue.Contains(args[i]))
            {
                i++;
            }
            else if (!args[i].StartsWith('-'))
            {
                if (seenRun) return (args[..(i + 1)], args[(i + 1)..]);
                if (args[i] != RunCommand.Name) break;
                seenRun = true;
            }
        }

        return (args, []);
    }
}
