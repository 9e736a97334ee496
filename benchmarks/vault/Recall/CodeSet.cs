using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TokenPak.VaultMeasures.Recall;

/// <summary>Every documented method of a folder's C#: its summary is the question, the method without its comment is the passage; undocumented ones stand among them.</summary>
internal static class CodeSet
{
    public static QuestionSet Read(string folder)
    {
        var (passages, questions) = (new List<string>(), new List<(string, int)>());
        foreach (var file in Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            if (file.Contains("/artifacts/", StringComparison.Ordinal) || file.Contains("/obj/", StringComparison.Ordinal)) continue;
            var root = CSharpSyntaxTree.ParseText(File.ReadAllText(file), new CSharpParseOptions(documentationMode: DocumentationMode.Parse)).GetRoot();
            foreach (var method in root.DescendantNodes().OfType<MethodDeclarationSyntax>())
            {
                if (SummaryOf(method) is { Length: > 20 } summary) questions.Add((summary, passages.Count));
                var type = (method.Parent as BaseTypeDeclarationSyntax)?.Identifier.Text;
                passages.Add($"{type}.{method.Identifier.Text}\n{method.WithoutLeadingTrivia().ToFullString()}");
            }
        }

        return new QuestionSet("code", passages, questions);
    }

    private static string? SummaryOf(MethodDeclarationSyntax method)
    {
        var comment = method.GetLeadingTrivia().Select(trivia => trivia.GetStructure()).OfType<DocumentationCommentTriviaSyntax>().FirstOrDefault();
        var summary = comment?.Content.OfType<XmlElementSyntax>().FirstOrDefault(element => element.StartTag.Name.ToString() == "summary");
        return summary is null ? null : string.Join(' ', summary.Content.ToString().Split(['\n', '\r', ' ', '/'], StringSplitOptions.RemoveEmptyEntries));
    }
}
