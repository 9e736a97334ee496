namespace TokenPak.Gateway.Observation;

/// <summary>Takes what <see cref="JsonScanner"/> finds.</summary>
internal interface IJsonSink
{
    void OnNumber(JsonField field, long value);

    void OnBoolean(JsonField field, bool value);

    /// <summary>A whole string, as it stands between the quotes (escapes and all).</summary>
    void OnString(JsonField field, ReadOnlySpan<byte> escaped);

    /// <summary>A fragment of a <see cref="JsonField.Text"/> string, as it stands between the quotes.</summary>
    void OnText(ReadOnlySpan<byte> escaped);

    /// <summary>A <see cref="JsonField.Message"/> or <see cref="JsonField.Turn"/> begins.</summary>
    /// <returns>False where nothing in it is wanted: it is skipped at full speed.</returns>
    bool OnItem(JsonField field) => true;
}
