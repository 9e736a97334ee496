using System.Text.Json.Serialization;

namespace TokenPak.Contracts.Vault;

/// <summary>Serialises what the vault says.</summary>
[JsonSerializable(typeof(VaultOverview))]
[JsonSerializable(typeof(VaultSearchResult))]
[JsonSerializable(typeof(VaultBlock))]
public sealed partial class VaultJsonContext : JsonSerializerContext;
