using System.Globalization;
using System.Text;
using System.Text.Json;

namespace TokenPak.EndToEnd.Tests.Agents;

/// <summary>
/// What an agent does in every test: it reads a file, runs a command, reads the file again, changes it by an exact quotation, and answers. The fake provider
/// plays the model; everything else is the agent's own program.
/// </summary>
public abstract class AgentTest(SharedProduct shared) : EndToEndTest(shared), IDisposable
{
    private protected const string Answer = "The limit is 43 now.";

    private protected AgentDesk Desk { get; } = new();

    private protected string Origin(string provider) => Product.BaseAddressFor(provider).AbsoluteUri.TrimEnd('/');

    public void Dispose()
    {
        Desk.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Runs an agent while the provider follows a script, and hands back what the provider saw of the conversation.</summary>
    private protected async Task<(AgentResult Result, IReadOnlyList<RecordedRequest> Seen)> PlayAsync(ToolScript script, Func<Task<AgentResult>> run)
    {
        using var rule = Upstream.When(r => r.Method == "POST", new Behavior { Script = script, Text = Answer });
        var mark = Upstream.Requests.Mark();
        AgentResult result;
        try
        {
            result = await run();
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException(e.Message + Story(Upstream.Requests.Since(mark)), e);
        }

        var seen = Upstream.Requests.Since(mark).Where(r => r.Method == "POST").ToArray();
        Assert.True(result.ExitCode == 0 && seen.All(r => r.Status == 200), result + Story(seen));
        return (result, seen);
    }

    /// <summary>The edit was done; of the three results before it the command's came compiled, and the second reading led back to the first.</summary>
    private protected void AssertWorkDone(IReadOnlyList<RecordedRequest> seen)
    {
        var results = ToolOutputs.In(seen[^1]);
        var expected = ShopProject.Files[ShopProject.Program].Replace(ShopProject.Line, ShopProject.NewLine, StringComparison.Ordinal);
        Assert.True(results.Count == 4 && File.ReadAllText(Desk.ProjectFile(ShopProject.Program)) == expected, Story(seen));
        Assert.Contains(ShopProject.Line, results[0], StringComparison.Ordinal);
        Assert.DoesNotContain("            \"customer\"", results[1], StringComparison.Ordinal);
        Assert.Contains("273.50", results[1], StringComparison.Ordinal);
        Assert.DoesNotContain(ShopProject.Line, results[2], StringComparison.Ordinal);
        Assert.Matches(@"\bresult 1\b", results[2]);
    }

    /// <summary>The statistics know each request, whose it was, and what was saved.</summary>
    private protected async Task AssertCountedAsync(string agent, string session, IReadOnlyList<RecordedRequest> seen)
    {
        var rows = await Eventually.GetAsync(async () => await RowsAsync(session) is var found && found.Length >= seen.Count ? found : null, $"the rows of the session {session}");
        Assert.Equal(seen.Count, rows.Length);
        Assert.All(rows, row => Assert.Equal((agent, seen[0].Model, 200), (row.Text("agent"), row.Text("model"), row.Number("status_code"))));
        Assert.Equal(seen.Sum(r => r.Usage?.Output), rows.Sum(row => row.Number("output_tokens")));
        Assert.True(rows[0].Number("tokens_saved") > 1000, rows[0].GetRawText());
    }

    /// <summary>What the provider was asked and refused, and what the tools gave: for a failure's message.</summary>
    private static string Story(IReadOnlyList<RecordedRequest> seen) =>
        string.Join('\n', seen.Select(r => $"\n{r.Status} {r.Method} {r.RawTarget} {(r.Status == 200 ? "" : Encoding.UTF8.GetString(r.Sent.FirstOrDefault([])))}"))
        + "\n--- results\n" + string.Join("\n---\n", seen.Count == 0 ? [] : ToolOutputs.In(seen[^1]));

    /// <summary>The agent as <c>tokenpak run</c> starts it, with the product of this test as the TokenPak that is running already.</summary>
    private protected Task<AgentResult> RunThroughTokenPakAsync(string agent, IEnumerable<string> arguments, Dictionary<string, string> variables)
    {
        variables = new Dictionary<string, string>(variables)
        {
            ["TOKENPAK_PORT"] = Product.Address.Port.ToString(CultureInfo.InvariantCulture),
            ["TOKENPAK_DATA_PATH"] = Path.Combine(Desk.Home, "tokenpak"),
        };
        if (Product.AdminToken is { } token) variables["TOKENPAK_ADMIN_TOKEN"] = token;
        return Desk.RunAsync("dotnet", [LocalProduct.ProgramPath, "run", agent, .. arguments], variables);
    }

    private protected static void AssertSummary(AgentResult result, IReadOnlyList<RecordedRequest> seen) =>
        Assert.Contains($"TokenPak: {seen.Count} requests, ", result.Errors, StringComparison.Ordinal);

    private async Task<JsonElement[]> RowsAsync(string session) =>
        [.. (await Product.ReportAsync($"/recent?session={session}")).GetProperty("recent").EnumerateArray()];
}
