namespace TokenPak.Contracts.Compilation;

/// <summary>What a request says of the vault (<c>x-tokenpak-vault</c>).</summary>
public enum VaultChoice
{
    /// <summary>Nothing: the settings decide.</summary>
    Auto = 0,

    /// <summary>Add what is found, however small the prompt and whatever the model.</summary>
    On = 1,

    /// <summary>Add nothing new. What earlier turns had stays where it is.</summary>
    Off = 2,
}
