using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace TokenPak.Telemetry.Storing;

/// <summary>One column of a table, read from the model so that the hand-written statements cannot fall behind it.</summary>
internal sealed class EntityColumn
{
    private readonly IClrPropertyGetter _getter;
    private readonly Func<object?, object?>? _convert;
    private readonly Type _arrayElement;

    private EntityColumn(IProperty property)
    {
        Name = property.GetColumnName();
        IsKey = property.IsPrimaryKey();
        _getter = property.GetGetter();
        var converter = property.GetTypeMapping().Converter;
        _convert = converter?.ConvertToProvider;
        var stored = converter?.ProviderClrType ?? property.ClrType;
        var nullable = stored.IsValueType && property.IsNullable && Nullable.GetUnderlyingType(stored) is null;
        _arrayElement = nullable ? typeof(Nullable<>).MakeGenericType(stored) : stored;
    }

    /// <summary>The column's name.</summary>
    public string Name { get; }

    /// <summary>Whether it is part of the primary key.</summary>
    public bool IsKey { get; }

    /// <summary>All columns of an entity's table, in one order.</summary>
    public static EntityColumn[] Of(IEntityType entity) => [.. entity.GetProperties().Select(p => new EntityColumn(p))];

    /// <summary>The value as the provider stores it.</summary>
    public object? Value(object entity)
    {
        var value = _getter.GetClrValue(entity);
        return value is null || _convert is null ? value : _convert(value);
    }

    /// <summary>The values of many rows as an array of the column's type.</summary>
    public Array Values<T>(IReadOnlyList<T> entities) where T : class
    {
        var values = Array.CreateInstance(_arrayElement, entities.Count);
        for (var i = 0; i < entities.Count; i++) values.SetValue(Value(entities[i]), i);
        return values;
    }
}
