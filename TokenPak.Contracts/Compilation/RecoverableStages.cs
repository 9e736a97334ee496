namespace TokenPak.Contracts.Compilation;

/// <summary>The stages that leave text out: what they saved can be fetched under an original's id, and is shown apart from what was only written shorter.</summary>
public static class RecoverableStages
{
    private static readonly HashSet<string> Names = ["rows", "lines", "html", "skeleton", "prose"];

    /// <summary>Whether a stage of that name leaves text out.</summary>
    public static bool Has(string stage) => Names.Contains(stage);
}
