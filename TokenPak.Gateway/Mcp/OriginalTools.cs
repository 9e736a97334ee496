using System.ComponentModel;
using System.Globalization;
using System.Text;
using ModelContextProtocol.Server;
using TokenPak.Contracts.Originals;
using TokenPak.Gateway.Originals;
using TokenPak.Gateway.Proxying;

namespace TokenPak.Gateway.Mcp;

/// <summary>Tools that give back what was left out of a tool result.</summary>
[McpServerToolType]
internal sealed class OriginalTools(IOriginals originals, CallerTenant tenants, McpCaller caller)
{
    private const string NotFound = "There is no original under this id, or its time is over. Run the command again instead.";

    [McpServerTool(Name = OriginalToolNames.Fetch, ReadOnly = true, Idempotent = true, OpenWorld = false)]
    [Description("Returns the original text of something that TokenPak shortened, by the id that the shortened text names; whole, or only some of its lines.")]
    public async Task<string> FetchAsync(
        [Description("The id that stands in the shortened text.")] string id,
        [Description("Lines to return, like 10-40; leave out for all.")] string? lines = null,
        CancellationToken cancellationToken = default)
    {
        if (!OriginalsEndpoints.TryLines(lines ?? "", out var from, out var to)) return "lines must be like 10-40, 10- or 10.";
        return await FindAsync(new OriginalQuery { Id = id, From = from, To = to }, cancellationToken);
    }

    [McpServerTool(Name = OriginalToolNames.Search, ReadOnly = true, Idempotent = true, OpenWorld = false)]
    [Description("Returns the lines of an original that hold a text (case does not matter), with the lines around them and their numbers.")]
    public Task<string> SearchAsync(
        [Description("The id that stands in the shortened text.")] string id,
        [Description("The text to look for.")] string text,
        [Description("Lines to show before and after each match, 0 to 50.")] int context = 2,
        CancellationToken cancellationToken = default) =>
        FindAsync(new OriginalQuery { Id = id, Search = text, Context = context }, cancellationToken);

    private async Task<string> FindAsync(OriginalQuery query, CancellationToken cancellationToken)
    {
        var owner = caller.Context is { } context ? tenants.OwnerOf(context) : throw new InvalidOperationException("There is no request.");
        if (await originals.FindAsync(query with { Tenant = owner }, cancellationToken) is not { } found) return NotFound;
        if (query is { From: null, To: null, Search: null } && found.Parts.Count == 1) return found.Parts[0].Text;
        var text = new StringBuilder();
        if (found.Matches is { } matches) text.Append(CultureInfo.InvariantCulture, $"{matches} of {found.TotalLines} lines match.\n");
        foreach (var part in found.Parts) text.Append(CultureInfo.InvariantCulture, $"lines {part.From}-{part.To} of {found.TotalLines}:\n{part.Text}\n");
        return text.ToString();
    }
}
