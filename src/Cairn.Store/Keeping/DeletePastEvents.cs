using System.Globalization;
using Cairn.Store.ClickHouse;
using Cairn.Store.Identity;

namespace Cairn.Store.Keeping;

/// <summary>Deletes events that are past their time, month by month: a month's parts are rewritten without them, other months are not touched. Safe to run
/// again; a mutation that a killed engine left goes on by itself.</summary>
public sealed class DeletePastEvents(ClickHouseClient client, Identities identities)
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(30);

    /// <summary>Returns when none of them is in the table any more.</summary>
    /// <param name="cleared">Called when rows may have gone, also after a failure: whoever remembers them forgets.</param>
    public async Task RunAsync(PastEvents past, Action cleared, CancellationToken cancellationToken)
    {
        var where = past.Where();
        // Whoever builds an index of persons must see all of them or none.
        await identities.Rewriting.WaitAsync(cancellationToken);
        try
        {
            var months = await client.QueryAsync(
                $"SELECT DISTINCT toYYYYMM(timestamp) AS month FROM events WHERE {where} ORDER BY month",
                QueryLimits.Interactive,
                cancellationToken
            );
            foreach (var month in months.Select(m => m.Int64(0)))
            {
                var partition = Sql.Trusted(month.ToString(CultureInfo.InvariantCulture));
                await client.ExecuteAsync(
                    $"ALTER TABLE events DELETE IN PARTITION {partition} WHERE {where}",
                    _patience,
                    cancellationToken,
                    "&mutations_sync=1"
                );
            }
        }
        finally
        {
            cleared();
            identities.Rewriting.Release();
        }
    }
}
