namespace TokenPak.Gateway.Ingest;

/// <summary>Why a record is not taken.</summary>
/// <param name="Status">400 or 422.</param>
/// <param name="Type">Stable type.</param>
/// <param name="Message">For the caller.</param>
internal sealed record IngestProblem(int Status, string Type, string Message)
{
    public static IngestProblem Shape(string message) => new(400, "invalid_shape", message);

    public static IngestProblem Missing(IEnumerable<string> names) => new(400, "missing_field", $"Missing: {string.Join(", ", names)}.");

    public static IngestProblem Value(string message) => new(422, "invalid_value", message);
}
