using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TokenPak.Compiler.Vault.Chunking;

/// <summary>A section for each type and member, with the comments above it, titled with the names around it.</summary>
internal static class CSharpSections
{
    public static List<Section> Find(string text)
    {
        var tree = CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Preview, DocumentationMode.None));
        var sections = new List<Section>();
        foreach (var member in ((CompilationUnitSyntax)tree.GetRoot()).Members) Add(member, "", tree, sections);

        // Two members on one line are one section.
        return [.. sections.GroupBy(section => section.Line).Select(group => group.First()).OrderBy(section => section.Line)];
    }

    private static void Add(MemberDeclarationSyntax member, string around, SyntaxTree tree, List<Section> sections)
    {
        var name = NameOf(member);
        var title = around.Length == 0 || name.Length == 0 ? around + name : $"{around}.{name}";
        if (member is BaseNamespaceDeclarationSyntax space)
        {
            foreach (var inner in space.Members) Add(inner, title, tree, sections);
            return;
        }

        if (member is GlobalStatementSyntax) return;
        sections.Add(new Section(FirstLine(member, tree), title));
        if (member is not TypeDeclarationSyntax type) return;
        foreach (var inner in type.Members) Add(inner, title, tree, sections);
    }

    private static string NameOf(MemberDeclarationSyntax member) => member switch
    {
        BaseNamespaceDeclarationSyntax space => space.Name.ToString(),
        BaseTypeDeclarationSyntax type => type.Identifier.Text,
        DelegateDeclarationSyntax type => type.Identifier.Text,
        MethodDeclarationSyntax method => method.Identifier.Text,
        ConstructorDeclarationSyntax constructor => constructor.Identifier.Text,
        DestructorDeclarationSyntax destructor => destructor.Identifier.Text,
        PropertyDeclarationSyntax property => property.Identifier.Text,
        EventDeclarationSyntax declared => declared.Identifier.Text,
        IndexerDeclarationSyntax => "this",
        OperatorDeclarationSyntax declared => declared.OperatorToken.Text,
        BaseFieldDeclarationSyntax field => string.Join(", ", field.Declaration.Variables.Select(variable => variable.Identifier.Text)),
        _ => "",
    };

    /// <summary>The first comment above a member, or its own first line.</summary>
    private static int FirstLine(MemberDeclarationSyntax member, SyntaxTree tree)
    {
        var start = member.SpanStart;
        foreach (var trivia in member.GetLeadingTrivia())
        {
            if (trivia.IsKind(SyntaxKind.EndOfLineTrivia) || trivia.IsKind(SyntaxKind.WhitespaceTrivia)) continue;
            start = trivia.SpanStart;
            break;
        }

        return tree.GetText().Lines.GetLineFromPosition(start).LineNumber;
    }
}
