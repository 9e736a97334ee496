using System.ComponentModel.DataAnnotations;

namespace TokenPak.Local.Hosting;

/// <summary>Where the one process listens and keeps its data.</summary>
public sealed class LocalOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "TokenPak";

    /// <summary>The port; 0 takes a free one.</summary>
    /// <value>Default: 8766.</value>
    [Range(0, 65535)]
    public int Port { get; set; } = 8766;

    /// <summary>An IP address, <c>localhost</c>, or <c>*</c> for every address. Anything but loopback needs a credential.</summary>
    /// <value>Default: <c>localhost</c>, both 127.0.0.1 and ::1 where there is one.</value>
    [Required]
    public string BindAddress { get; set; } = "localhost";

    /// <summary>The folder of the database, the keys and the hash key.</summary>
    /// <value>Default: <c>tokenpak</c> in the user's data folder.</value>
    public string? DataPath { get; set; }
}
