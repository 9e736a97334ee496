namespace TokenPak.Load;

/// <summary>TokenPak.Local as it was built together with this program.</summary>
internal static class LocalBuild
{
    /// <summary>Its path; empty where it was not built.</summary>
    public static string Path
    {
        get
        {
            var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/'));
            var path = System.IO.Path.Combine(own.Parent?.Parent?.FullName ?? "", "TokenPak.Local", own.Name, "TokenPak.Local.dll");
            return File.Exists(path) ? path : "";
        }
    }
}
