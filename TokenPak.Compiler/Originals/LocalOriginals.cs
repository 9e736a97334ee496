using System.Text;
using TokenPak.Contracts.Originals;

namespace TokenPak.Compiler.Originals;

/// <summary>Originals behind the contract: whole, by lines, or where they hold some text.</summary>
internal sealed class LocalOriginals(IOriginalStore store) : IOriginals
{
    private const int MaxMatches = 200;

    public async ValueTask<OriginalText?> FindAsync(OriginalQuery query, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(query.Tenant, query.Id, cancellationToken) is not { } bytes) return null;
        var text = Encoding.UTF8.GetString(bytes.Span);
        var lines = text.Split('\n');
        if (!string.IsNullOrEmpty(query.Search)) return Search(query, lines, query.Search);
        var (from, to) = (Math.Max(1, query.From ?? 1), Math.Min(lines.Length, query.To ?? lines.Length));
        return new OriginalText { Id = query.Id, TotalLines = lines.Length, Parts = from > to ? [] : [Part(lines, from, to)] };
    }

    private static OriginalText Search(OriginalQuery query, string[] lines, string words)
    {
        var context = Math.Clamp(query.Context, 0, OriginalQuery.MaxContext);
        var matches = Enumerable.Range(1, lines.Length).Where(line => IsInside(query, line) && lines[line - 1].Contains(words, StringComparison.OrdinalIgnoreCase)).ToList();
        var parts = new List<(int From, int To)>();
        foreach (var line in matches.Take(MaxMatches))
        {
            var (from, to) = (Math.Max(1, line - context), Math.Min(lines.Length, line + context));
            if (parts.Count > 0 && from <= parts[^1].To + 1) parts[^1] = (parts[^1].From, to);
            else parts.Add((from, to));
        }

        return new OriginalText { Id = query.Id, TotalLines = lines.Length, Matches = matches.Count, Parts = [.. parts.Select(part => Part(lines, part.From, part.To))] };
    }

    private static bool IsInside(OriginalQuery query, int line) => line >= (query.From ?? 1) && line <= (query.To ?? int.MaxValue);

    private static OriginalPart Part(string[] lines, int from, int to) => new(from, to, string.Join('\n', lines[(from - 1)..to]));
}
