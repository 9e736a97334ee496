using TokenPak.Compression.Documents;

namespace TokenPak.Compression.Stages.Tables;

/// <summary>How a header names another column: by its own name inside the same group, by its dotted path from outside.</summary>
internal static class ColumnNames
{
    /// <summary>Whether <paramref name="to"/>'s name means no other column to a reader of <paramref name="from"/>.</summary>
    public static bool CanName(TableColumn from, TableColumn to)
    {
        if (to.Parent == from.Parent) return true;
        for (var group = to.Parent; group is not null; group = group.Parent)
        {
            if (!CellText.IsPlainName(group.Name) || group.Name.Contains('.', StringComparison.Ordinal)) return false;
        }

        // A path of one name, seen from a group that has a member of that name, would mean the member.
        return to.Parent is not null || from.Parent?.Members is not { } siblings || !siblings.Exists(c => c.Name == to.Name);
    }

    public static void Append(TableColumn from, TableColumn to, TextBuffer output)
    {
        if (to.Parent is not null && to.Parent != from.Parent) AppendPath(to.Parent, output);
        output.Append(to.Name);
    }

    private static void AppendPath(TableColumn group, TextBuffer output)
    {
        if (group.Parent is not null) AppendPath(group.Parent, output);
        output.Append(group.Name);
        output.Append('.');
    }
}
