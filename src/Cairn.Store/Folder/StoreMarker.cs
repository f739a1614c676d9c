using System.Text.Json;

namespace Cairn.Store.Folder;

/// <summary>What <c>marker.json</c> says: that this folder holds a store, outside of the folders the engines own. So a lost or unmounted engine folder is
/// noticed, and not silently begun anew.</summary>
/// <param name="StoreId">Made once.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="ClickHouseSchema">Version of the tables in <c>clickhouse/</c>; null while an external server holds them.</param>
/// <param name="PostgresSchema">Version of the tables in <c>postgres/</c>; null while an external server holds them.</param>
public sealed record StoreMarker(Guid StoreId, DateTimeOffset CreatedAt, int? ClickHouseSchema, int? PostgresSchema)
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Null when there is none: the folder is new.</summary>
    /// <exception cref="DataFolderException">It is there but cannot be read.</exception>
    public static StoreMarker? Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<StoreMarker>(File.ReadAllBytes(path), _json)
                ?? throw new DataFolderException($"{path} is empty. Restore it from a backup of the data folder.");
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (JsonException e)
        {
            throw new DataFolderException($"{path} is damaged ({e.Message}). Restore it from a backup of the data folder.", e);
        }
    }

    /// <summary>On disk when it returns; the old one or the new one after a crash.</summary>
    public void Write(string path)
    {
        var temporary = path + ".new";
        using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            JsonSerializer.Serialize(file, this, _json);
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }
}
