using System.Runtime.InteropServices;
using TokenPak.Compression.Documents;
using TokenPak.Compression.Stages.Lossy;

namespace TokenPak.Compression.Stages.Prose;

/// <summary>The terms of all units, each as a number, in how many units each stands, and which of them the question has.</summary>
internal sealed class TermIndex
{
    private readonly Dictionary<ulong, int> _ids = new(Scatter.Instance);
    private readonly List<int> _terms = [];
    private readonly List<int> _units = [];
    private readonly HashSet<int> _asked = [];

    public TermIndex(ReadOnlySpan<char> text, Span<ProseUnit> units, Question question)
    {
        var last = new List<int>();
        for (var u = 0; u < units.Length; u++)
        {
            ref var unit = ref units[u];
            unit.FirstTerm = _terms.Count;
            var reader = new TermReader(text[unit.Start..unit.End]);
            while (reader.Next(out var term))
            {
                ref var id = ref CollectionsMarshal.GetValueRefOrAddDefault(_ids, term, out var known);
                if (!known)
                {
                    id = _units.Count;
                    _units.Add(0);
                    last.Add(-1);
                }

                _terms.Add(id);
                if (last[id] == u) continue;
                last[id] = u;
                _units[id]++;
            }

            unit.Terms = _terms.Count - unit.FirstTerm;
        }

        Ask(question.Text);
        foreach (var word in question.Words) Ask(word);
    }

    private void Ask(string text)
    {
        var reader = new TermReader(text);
        while (reader.Next(out var term))
        {
            if (!StopWords.Has(reader.Word) && _ids.TryGetValue(term, out var id)) _asked.Add(id);
        }
    }

    /// <summary>Different terms.</summary>
    public int Count => _units.Count;

    /// <summary>All terms, one after the other.</summary>
    public int Length => _terms.Count;

    /// <summary>Whether the text has any term of the question.</summary>
    public bool IsAsked => _asked.Count > 0;

    public bool Asks(int term) => _asked.Contains(term);

    public ReadOnlySpan<int> Of(in ProseUnit unit) => CollectionsMarshal.AsSpan(_terms).Slice(unit.FirstTerm, unit.Terms);

    /// <summary>In how many units a term stands.</summary>
    public int UnitsWith(int term) => _units[term];
}
