namespace TokenPak.Local.Running;

/// <summary>
/// Says that an agent needs the background host: a file held open, whose lock ends with the process that holds it, however that ends.
/// </summary>
internal sealed class Lease : IDisposable
{
    private readonly FileStream _file;

    private Lease(FileStream file) => _file = file;

    public static Lease Take(string folder)
    {
        Hosting.DataFolder.CreateFolder(folder);
        return new Lease(new FileStream(
            Path.Combine(folder, $"{Environment.ProcessId}.lease"), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose));
    }

    /// <summary>Whether any lease is held; files that a killed process left behind go.</summary>
    public static bool AnyHeld(string folder)
    {
        if (!Directory.Exists(folder)) return false;
        var held = false;
        foreach (var path in Directory.EnumerateFiles(folder, "*.lease"))
        {
            try
            {
                using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            }
            catch (FileNotFoundException)
            {
                // Its holder ended meanwhile.
            }
            catch (IOException)
            {
                held = true;
            }
        }

        return held;
    }

    public void Dispose() => _file.Dispose();
}
