using System.Text.Json.Serialization;

namespace TokenPak.Gateway.Budgets;

[JsonSerializable(typeof(Dictionary<string, long[]>))]
internal sealed partial class BudgetJson : JsonSerializerContext;
