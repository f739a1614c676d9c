using Cairn.Store.ClickHouse;

namespace Cairn.Query.Running;

/// <summary>What answering one question took, over all its reads. Not safe for several threads at once.</summary>
public sealed class QuestionCost
{
    private readonly List<string> _sql = [];

    public long RowsRead { get; private set; }

    public long BytesRead { get; private set; }

    /// <summary>The reads in order, with values written in, to be checked by people.</summary>
    public IReadOnlyList<string> Sql => _sql;

    public void Add(ClickHouseRows rows)
    {
        RowsRead += rows.RowsRead;
        BytesRead += rows.BytesRead;
        _sql.Add(rows.Sql);
    }

    /// <summary>Rows that were handed over one by one, 28 bytes each.</summary>
    public void Add(Sql sql, long rows)
    {
        RowsRead += rows;
        BytesRead += rows * 28;
        _sql.Add(sql.ToString());
    }
}
