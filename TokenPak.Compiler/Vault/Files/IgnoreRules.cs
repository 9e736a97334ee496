using MAB.DotIgnore;

namespace TokenPak.Compiler.Vault.Files;

/// <summary>
/// The <c>.gitignore</c> files from the vault's root down to one folder. As in git, the deepest file that has something to say decides, and nothing
/// below an ignored folder can be taken back: the walker never gets there.
/// </summary>
internal sealed class IgnoreRules
{
    public const string FileName = ".gitignore";

    private readonly IgnoreRules? _parent;
    private readonly string _folder;
    private readonly Rule[] _rules;

    private IgnoreRules(IgnoreRules? parent, string folder, Rule[] rules)
    {
        _parent = parent;
        _folder = folder;
        _rules = rules;
    }

    /// <summary>The rules that hold inside a folder.</summary>
    /// <param name="parent">Those of the folder around it; null at the root.</param>
    /// <param name="folder">The folder, relative to the root with <c>/</c>; empty at the root.</param>
    /// <param name="path">The folder's place on disk.</param>
    public static IgnoreRules? In(IgnoreRules? parent, string folder, string path)
    {
        var file = new FileInfo(Path.Combine(path, FileName));
        if (!file.Exists || file.LinkTarget is not null || file.Length > 1024 * 1024) return parent;
        try
        {
            var rules = File.ReadAllLines(file.FullName).Select(Rule.Read).OfType<Rule>().ToArray();
            return rules.Length == 0 ? parent : new IgnoreRules(parent, folder, rules);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return parent;
        }
    }

    /// <param name="path">Relative to the root with <c>/</c>.</param>
    /// <param name="isFolder">Whether it is a folder.</param>
    public bool Ignores(string path, bool isFolder)
    {
        var own = _folder.Length == 0 ? path : path[(_folder.Length + 1)..];
        for (var i = _rules.Length - 1; i >= 0; i--)
        {
            if (_rules[i].Matches(own, isFolder)) return !_rules[i].Takes;
        }

        return _parent?.Ignores(path, isFolder) ?? false;
    }

    /// <summary>A line of a <c>.gitignore</c>; the library matches <c>/name</c> in every folder, where git means this one alone.</summary>
    private sealed record Rule(IgnoreRule Pattern, bool IsHereOnly)
    {
        /// <summary>Whether it takes back what an earlier line ignores.</summary>
        public bool Takes => Pattern.PatternFlags.HasFlag(PatternFlags.NEGATION);

        public static Rule? Read(string line)
        {
            // Trailing blanks do not count unless escaped; a byte order mark is none of the pattern.
            var pattern = line.TrimStart('\uFEFF');
            while (pattern.EndsWith(' ') && !pattern.EndsWith("\\ ", StringComparison.Ordinal)) pattern = pattern[..^1];
            if (pattern.Length == 0 || pattern.StartsWith('#')) return null;
            var path = pattern.TrimStart('!');
            return new Rule(new IgnoreRule(pattern), path.StartsWith('/') && !path.Trim('/').Contains('/'));
        }

        public bool Matches(string path, bool isFolder) => (!IsHereOnly || !path.Contains('/')) && Pattern.IsMatch("/" + path, isFolder);
    }
}
