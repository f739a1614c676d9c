using Cairn.Store.ClickHouse;
using Cairn.Testing;

namespace Cairn.Store.Tests.Engine;

/// <summary>ClickHouse's local mode ends the process when an exception escapes a connection's thread, unless it sits on a terminal.</summary>
public sealed class MalformedRequestTests
{
    private static readonly string[] _requests =
    [
        "POST / HTTP/1.1\nHost: x\nContent-Length: abc\n\nSELECT 1",
        "POST / HTTP/1.1\nHost: x\nContent-Length: -1\n\nSELECT 1",
        "POST / HTTP/1.1\nHost: x\nContent-Length: 99999999999999999999999\n\nSELECT 1",
        "POST / HTTP/1.1\nHost: x\nContent-Length: 100\n\nSELECT 1",
        "POST / HTTP/1.1\nHost: x\nTransfer-Encoding: chunked\n\nzz\nSELECT 1\n",
        "POST / HTTP/1.1\nHost: x\nTransfer-Encoding: chunked\n\nffffffffffffffffff\n",
        "POST / HTTP/1.1\nHost: x\nTransfer-Encoding: gibberish\n\nSELECT 1",
        "POST / HTTP/1.1\nHost: x\nContent-Encoding: zstd\nContent-Length: 8\n\nSELECT 1",
        "POST / HTTP/1.1\nHost: x\nContent-Encoding: what\nContent-Length: 8\n\nSELECT 1",
        "POST / HTTP/1.1\nHost: x\nExpect: 100-continue\nContent-Length: 8\n\n",
        "POST / HTTP/1.1\nHost: x\nContent-Type: multipart/form-data; boundary=\nContent-Length: 4\n\n--\n\n",
        "POST / HTTP/1.1\nHost: x\nContent-Type: multipart/form-data\nContent-Length: 4\n\nabcd",
        "POST / HTTP/1.1\nHost: x\nX-ClickHouse-User: default\nX-ClickHouse-Key: \nContent-Length: 8\n\nSELECT 1",
        "POST / HTTP/1.1\nHost: x\nAuthorization: Basic !!!!\nContent-Length: 8\n\nSELECT 1",
        "POST / HTTP/1.1\nHost: x\nAuthorization: Bearer abc\nContent-Length: 8\n\nSELECT 1",
        "POST /?session_id=a&session_timeout=zz HTTP/1.1\nHost: x\nContent-Length: 8\n\nSELECT 1",
        "POST /?max_threads=minus HTTP/1.1\nHost: x\nContent-Length: 8\n\nSELECT 1",
        "POST /%zz%00 HTTP/1.1\nHost: x\nContent-Length: 0\n\n",
        "GET / HTTP/9.9\n\n",
        "BREW / HTTP/1.1\nHost: x\n\n",
        "GET\n\n",
        "\n\n\n\n",
        "GET /" + new string('a', 200_000) + " HTTP/1.1\n\n",
        "GET / HTTP/1.1\n" + new string('h', 200_000) + ": 1\n\n",
        "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003",
        "\u0000\u0001\u0002\u0003\u0004\u00ff\u00fe",
    ];

    [Fact]
    public async Task Malformed_and_refused_requests_never_end_the_engine()
    {
        var engine = await TestEngines.ClickHouseAsync();
        var before = engine.Status;
        var port = engine.Address.Url.Port;

        foreach (var request in _requests)
            await RawHttp.SendAsync(port, RawHttp.Bytes(request));
        for (var i = 0; i < 20; i++)
            await RawHttp.SendAsync(port, RawHttp.Bytes(_requests[i]), reset: true);

        var client = await TestEngines.CreateDatabaseAsync();
        var rows = await client.QueryAsync($"SELECT 1", QueryLimits.Interactive, CancellationToken.None);
        rows[0].Int64(0).ShouldBe(1);
        engine.Status.ProcessId.ShouldBe(before.ProcessId);
        engine.Status.Restarts.ShouldBe(before.Restarts);
    }
}
