namespace TokenPak.Contracts.Events;

/// <summary>Why a provider's cache could not know what earlier turns of a conversation wrote to it.</summary>
public static class CacheBreakCauses
{
    /// <summary>Original bytes go out where compiled ones went, or the other way round: the compiler was away.</summary>
    public const string Original = "original";

    /// <summary>Another policy: an upgrade, or another mode.</summary>
    public const string Policy = "policy";

    /// <summary>What the vault had added is not put back.</summary>
    public const string Vault = "vault";

    /// <summary>The client asked for another model, whose cache has nothing of the conversation. It would have without TokenPak, so that it costs no saving.</summary>
    public const string Model = "model";

    /// <summary>The router sent the request to another model or another upstream.</summary>
    public const string Route = "route";
}
