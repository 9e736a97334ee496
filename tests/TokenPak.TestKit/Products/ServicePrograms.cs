namespace TokenPak.TestKit.Products;

/// <summary>Where the programs stand that the tests start: beside the test's own output, as the build leaves them.</summary>
public static class ServicePrograms
{
    /// <summary>The path of a project's program.</summary>
    public static string PathOf(string project)
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/'));
        var path = Path.Combine(own.Parent?.Parent?.FullName ?? "", project, own.Name, project + ".dll");
        return File.Exists(path) ? path : throw new FileNotFoundException($"{project} is not built: build the test project first.", path);
    }
}
