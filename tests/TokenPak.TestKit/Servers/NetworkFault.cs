namespace TokenPak.TestKit.Servers;

/// <summary>What can be wrong with a network.</summary>
public enum NetworkFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Every piece of data takes 150 ms.</summary>
    Slow,

    /// <summary>Connections stand, and nothing comes through: a firewall that forgot them.</summary>
    Silent,

    /// <summary>Connections are reset, and new ones are reset too.</summary>
    Cut,
}
