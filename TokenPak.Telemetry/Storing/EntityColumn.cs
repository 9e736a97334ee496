using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace TokenPak.Telemetry.Storing;

/// <summary>One column of a table, read from the model so that the hand-written statements cannot fall behind it.</summary>
internal abstract class EntityColumn
{
    private protected EntityColumn(IProperty property)
    {
        Name = property.GetColumnName();
        IsKey = property.IsPrimaryKey();
    }

    /// <summary>The column's name.</summary>
    public string Name { get; }

    /// <summary>Whether it is part of the primary key.</summary>
    public bool IsKey { get; }

    /// <summary>All columns of an entity's table, in one order.</summary>
    public static EntityColumn[] Of(IEntityType entity) => [.. entity.GetProperties().Select(Of)];

    /// <summary>The value as the provider stores it.</summary>
    public abstract object? Value(object entity);

    /// <summary>The values of many rows as an array of the column's type.</summary>
    public abstract Array Values(IReadOnlyList<object> entities);

    /// <summary>Typed once, here: a reflective read of each value of each row would cost more than storing it.</summary>
    private static EntityColumn Of(IProperty property)
    {
        var getter = property.PropertyInfo?.GetMethod ?? throw new InvalidOperationException($"{property.Name} has no getter.");
        var converter = property.GetTypeMapping().Converter;
        var stored = converter?.ProviderClrType ?? property.ClrType;
        var isNullable = stored.IsValueType && property.IsNullable && Nullable.GetUnderlyingType(stored) is null;
        var type = converter is null
            ? typeof(PlainColumn<,>).MakeGenericType(property.DeclaringType.ClrType, property.ClrType)
            : typeof(ConvertedColumn<,>).MakeGenericType(property.DeclaringType.ClrType, isNullable ? typeof(Nullable<>).MakeGenericType(stored) : stored);
        return (EntityColumn)(Activator.CreateInstance(type, property, getter) ?? throw new InvalidOperationException($"{property.Name} has no column."));
    }

    private sealed class PlainColumn<TEntity, TValue>(IProperty property, MethodInfo getter) : EntityColumn(property) where TEntity : class
    {
        private readonly Func<TEntity, TValue> _get = getter.CreateDelegate<Func<TEntity, TValue>>();

        public override object? Value(object entity) => _get((TEntity)entity);

        public override Array Values(IReadOnlyList<object> entities)
        {
            var values = new TValue[entities.Count];
            for (var i = 0; i < values.Length; i++) values[i] = _get((TEntity)entities[i]);
            return values;
        }
    }

    /// <summary>Of a value that is stored as another type. Few columns are.</summary>
    private sealed class ConvertedColumn<TEntity, TStored>(IProperty property, MethodInfo getter) : EntityColumn(property) where TEntity : class
    {
        private readonly IClrPropertyGetter _getter = property.GetGetter();
        private readonly Func<object?, object?> _convert = property.GetTypeMapping().Converter?.ConvertToProvider ?? throw new InvalidOperationException($"{getter.Name} needs no conversion.");

        public override object? Value(object entity) => _getter.GetClrValue(entity) is { } value ? _convert(value) : null;

        public override Array Values(IReadOnlyList<object> entities)
        {
            var values = new TStored?[entities.Count];
            for (var i = 0; i < values.Length; i++) values[i] = (TStored?)Value(entities[i]);
            return values;
        }
    }
}
