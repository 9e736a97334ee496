using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using TokenPak.Telemetry.Data;

namespace TokenPak.Telemetry.Storing;

/// <summary>One column of <c>requests</c>, read from the model so that the hand-written inserts cannot fall behind it.</summary>
internal sealed class RequestColumn
{
    private readonly IClrPropertyGetter _getter;
    private readonly Func<object?, object?>? _convert;

    private RequestColumn(IProperty property)
    {
        Name = property.GetColumnName();
        _getter = property.GetGetter();
        var converter = property.GetTypeMapping().Converter;
        _convert = converter?.ConvertToProvider;
        var stored = converter?.ProviderClrType ?? property.ClrType;
        var nullable = stored.IsValueType && property.IsNullable && Nullable.GetUnderlyingType(stored) is null;
        ArrayElement = nullable ? typeof(Nullable<>).MakeGenericType(stored) : stored;
    }

    /// <summary>The column's name.</summary>
    public string Name { get; }

    /// <summary>The type of an array over this column.</summary>
    public Type ArrayElement { get; }

    /// <summary>All columns of the table, in one order.</summary>
    public static IReadOnlyList<RequestColumn> Of(IModel model) =>
        [.. (model.FindEntityType(typeof(RequestRecord)) ?? throw new InvalidOperationException("The model has no requests.")).GetProperties().Select(p => new RequestColumn(p))];

    /// <summary>The value as the provider stores it.</summary>
    public object? Value(RequestRecord record)
    {
        var value = _getter.GetClrValue(record);
        return value is null || _convert is null ? value : _convert(value);
    }

    /// <summary>The values of many rows as an array of the column's type.</summary>
    public Array Values(IReadOnlyList<RequestRecord> records)
    {
        var values = Array.CreateInstance(ArrayElement, records.Count);
        for (var i = 0; i < records.Count; i++) values.SetValue(Value(records[i]), i);
        return values;
    }
}
