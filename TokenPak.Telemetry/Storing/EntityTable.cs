using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using TokenPak.Telemetry.Data;

namespace TokenPak.Telemetry.Storing;

/// <summary>A table as the hand-written statements need it.</summary>
internal sealed class EntityTable
{
    private static readonly ConcurrentDictionary<IEntityType, EntityTable> Known = new();

    private EntityTable(IEntityType entity)
    {
        Name = entity.GetTableName() ?? throw new InvalidOperationException($"{entity.Name} has no table.");
        Columns = EntityColumn.Of(entity);
    }

    public string Name { get; }

    public EntityColumn[] Columns { get; }

    public string ColumnNames => string.Join(", ", Columns.Select(c => c.Name));

    private string KeyNames => string.Join(", ", Columns.Where(c => c.IsKey).Select(c => c.Name));

    public static EntityTable Of<T>(TelemetryDbContext db) where T : class => Of(db, typeof(T));

    public static EntityTable Of(TelemetryDbContext db, Type type) =>
        Known.GetOrAdd(db.Model.FindEntityType(type) ?? throw new InvalidOperationException($"{type} is not in the model."), entity => new EntityTable(entity));

    /// <summary>How an addition joins a row that is there: earliest, highest and latest values win, everything else is a sum.</summary>
    public string OnConflictMerge(string least, string greatest) => $"ON CONFLICT ({KeyNames}) DO UPDATE SET " + string.Join(", ", Columns.Where(c => !c.IsKey).Select(c => c.Name switch
    {
        "first_seen" => $"{c.Name} = {least}({Name}.{c.Name}, excluded.{c.Name})",
        "max_sequence" or "last_seen" or "most_tool_errors" => $"{c.Name} = {greatest}({Name}.{c.Name}, excluded.{c.Name})",
        _ => $"{c.Name} = {Name}.{c.Name} + excluded.{c.Name}",
    }));
}
