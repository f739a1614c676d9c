using Cairn.Store.ClickHouse;
using Cairn.Testing;

namespace Cairn.Store.Tests.ClickHouse;

public sealed class StreamTests : IClassFixture<ClickHouseDatabase>
{
    private readonly ClickHouseClient _client;

    public StreamTests(ClickHouseDatabase database) => _client = database.Client;

    [Fact]
    public async Task A_streamed_answer_is_whole()
    {
        using var target = new MemoryStream();
        using (var answer = await StreamAsync("SELECT number FROM numbers(300000)", "RowBinary"))
            await answer.CopyToAsync(target, CancellationToken.None);
        target.Length.ShouldBe(300_000 * 8);
    }

    [Fact]
    public async Task A_failure_on_the_way_is_not_taken_for_the_end()
    {
        using var answer = await StreamAsync("SELECT throwIf(number = 5000000), number FROM numbers(10000000)", "RowBinary");
        await Should.ThrowAsync<ClickHouseUnavailableException>(() => answer.CopyToAsync(Stream.Null, CancellationToken.None));
    }

    [Fact]
    public async Task Who_goes_away_ends_the_query()
    {
        var limits = QueryLimits.Interactive with { QueryId = Guid.NewGuid().ToString("N"), MaxResultRows = 0 };
        var query = QueryText.Of(Sql.Trusted("SELECT number FROM numbers(1000000000000)"));
        (await _client.StreamAsync(query, "RowBinary", limits, CancellationToken.None)).Dispose();
        await Eventually.TrueAsync(async () =>
        {
            var rows = await _client.QueryAsync(
                $"SELECT count() FROM system.processes WHERE query_id = {limits.QueryId!}",
                QueryLimits.Interactive,
                CancellationToken.None
            );
            return rows[0].Int64(0) == 0;
        });
    }

    private Task<StreamedAnswer> StreamAsync(string sql, string format) =>
        _client.StreamAsync(
            QueryText.Of(Sql.Trusted(sql)),
            format,
            QueryLimits.Interactive with
            {
                MaxResultRows = 0,
            },
            CancellationToken.None
        );
}
