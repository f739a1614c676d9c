using System.Collections;
using System.Globalization;
using System.Text.Json;

namespace Cairn.Store.ClickHouse;

/// <summary>A finished answer: all rows, and what it cost.</summary>
public sealed class ClickHouseRows : IReadOnlyCollection<Row>
{
    private readonly JsonElement _data;

    internal ClickHouseRows(JsonElement root, string sql)
    {
        _data = root.GetProperty("data");
        Columns =
        [
            .. root.GetProperty("meta")
                .EnumerateArray()
                .Select(c => new Column(c.GetProperty("name").GetString()!, c.GetProperty("type").GetString()!)),
        ];
        if (root.TryGetProperty("statistics", out var statistics))
        {
            Elapsed = TimeSpan.FromSeconds(statistics.GetProperty("elapsed").GetDouble());
            RowsRead = statistics.GetProperty("rows_read").GetInt64();
            BytesRead = statistics.GetProperty("bytes_read").GetInt64();
        }

        Sql = sql;
    }

    public IReadOnlyList<Column> Columns { get; }

    /// <summary>Time inside ClickHouse.</summary>
    public TimeSpan Elapsed { get; }

    public long RowsRead { get; }

    public long BytesRead { get; }

    /// <summary>The question with its values written in, for people to check.</summary>
    public string Sql { get; }

    public int Count => _data.GetArrayLength();

    public Row this[int index] => new(_data[index]);

    public IEnumerator<Row> GetEnumerator()
    {
        foreach (var row in _data.EnumerateArray())
            yield return new Row(row);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>A result column with ClickHouse's name for its type.</summary>
    public readonly record struct Column(string Name, string Type);
}

/// <summary>One row of an answer; columns by position, from 0.</summary>
public readonly struct Row(JsonElement cells)
{
    public JsonElement this[int column] => cells[column];

    public bool IsNull(int column) => cells[column].ValueKind == JsonValueKind.Null;

    public string String(int column) => cells[column].GetString() ?? "";

    public string? NullableString(int column) => cells[column].GetString();

    public long Int64(int column) => cells[column].GetInt64();

    public ulong UInt64(int column) => cells[column].GetUInt64();

    public double Double(int column) => cells[column].GetDouble();

    /// <summary>Null for NULL, and for NaN and infinities, which JSON cannot carry.</summary>
    public double? NullableDouble(int column) => IsNull(column) ? null : cells[column].GetDouble();

    public Guid Guid(int column) => cells[column].GetGuid();

    /// <summary>A DateTime or DateTime64 column in UTC.</summary>
    public DateTimeOffset Time(int column) =>
        DateTimeOffset.Parse(
            cells[column].GetString()!,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal
        );

    public IEnumerable<JsonElement> Array(int column) => cells[column].EnumerateArray();
}
