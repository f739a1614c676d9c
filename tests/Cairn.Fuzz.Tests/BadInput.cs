using System.IO.Compression;
using System.Text;
using Cairn.Sample;

namespace Cairn.Fuzz.Tests;

/// <summary>Things that are wrong, drawn from a seed.</summary>
internal static class BadInput
{
    /// <summary>JSON values that are no event the contract lets in. Each must be refused alone, and harm nobody beside it.</summary>
    public static readonly string[] Events =
    [
        "null",
        "true",
        "42",
        "-0.0e308",
        "\"purchase\"",
        "[]",
        "[[]]",
        "{}",
        """{"event":"x"}""",
        """{"distinct_id":"a"}""",
        """{"event":"","distinct_id":"a"}""",
        """{"event":"x","distinct_id":""}""",
        """{"event":null,"distinct_id":"a"}""",
        """{"event":7,"distinct_id":"a"}""",
        """{"event":{"a":1},"distinct_id":"a"}""",
        """{"event":"x","distinct_id":{"a":[]}}""",
        """{"event":"x","distinct_id":null}""",
        """{"event":"x","distinct_id":"a","timestamp":"yesterday"}""",
        """{"event":"x","distinct_id":"a","timestamp":"2026-13-45T99:00:00Z"}""",
        """{"event":"x","distinct_id":"a","timestamp":"1999-01-01T00:00:00Z"}""",
        """{"event":"x","distinct_id":"a","timestamp":"2999-01-01T00:00:00Z"}""",
        """{"event":"x","distinct_id":"a","timestamp":{}}""",
        """{"event":"x","distinct_id":"a","timestamp":-1e300}""",
        """{"event":"x","distinct_id":"a","id":"no-uuid"}""",
        """{"event":"x","distinct_id":"a","id":12}""",
        """{"event":"x","distinct_id":"a","properties":[]}""",
        """{"event":"x","distinct_id":"a","properties":"text"}""",
        """{"event":"x","distinct_id":"a","groups":"acme"}""",
        """{"event":"x","distinct_id":"a","set":[1]}""",
        """{"event":"x","distinct_id":"a","set_once":7}""",
        $$"""{"event":"{{new string('x', 201)}}","distinct_id":"a"}""",
        $$"""{"event":"x","distinct_id":"{{new string('y', 401)}}"}""",
    ];

    /// <summary>JSON objects that are strange but lawful: nothing may break, whatever the verdict is.</summary>
    public static readonly string[] Strange =
    [
        """{"event":"x","distinct_id":"a","properties":{"a":1,"a":2}}""",
        """{"event":"x","event":"y","distinct_id":"a"}""",
        """{"event":"x","distinct_id":"a","properties":{"":""}}""",
        """{"event":"x","distinct_id":"a","properties":{"n":1e999}}""",
        """{"event":"x","distinct_id":"a","properties":{"n":-1e-999}}""",
        """{"event":"x","distinct_id":"a","properties":{"n":123456789012345678901234567890123456789012345678901234567890}}""",
        """{"event":"x","distinct_id":"a","properties":{"s":"\u0000"}}""",
        """{"event":"x","distinct_id":"a","properties":{"s":"\ud800"}}""",
        """{"event":"x","distinct_id":"a","properties":{"\udfff":"\ud83d\ude00"}}""",
        """{"event":"\u0000","distinct_id":"\u0000"}""",
        """{"event":"x\ud800","distinct_id":"\udc00"}""",
        """{"event":"x","distinct_id":"a","properties":{"a.b":1,"a":{"b":2},"a.b.c":3}}""",
        """{"event":"x","distinct_id":"a","properties":{"$set":{"a":1},"__proto__":{},"constructor":null}}""",
        """{"event":"'; DROP TABLE events; --","distinct_id":"\\'\"`"}""",
        """{"event":"$identify","distinct_id":"null","properties":{"$anon_distinct_id":"0"}}""",
        """{"event":"$alias","distinct_id":"a","properties":{"alias":{"x":1}}}""",
        """{"event":"$identify","distinct_id":"a","properties":{"$anon_distinct_id":["b"]}}""",
        """{"event":"$group","distinct_id":"a","properties":{"$group_type":7,"$group_key":null,"$group_set":"x"}}""",
        """{"event":"x","distinct_id":"a","groups":{"":"","a":null,"b":7}}""",
        """{"event":"x","distinct_id":"a","session_id":{"a":1}}""",
        $$$"""{"event":"x","distinct_id":"a","properties":{{{Nested(60)}}}}""",
        $$$"""{"event":"x","distinct_id":"a","properties":{{{Nested(2000)}}}}""",
        $$$"""{"event":"x","distinct_id":"a","properties":{{{{Many(3000)}}}}}""",
        $$$"""{"event":"x","distinct_id":"a","properties":{"long":"{{{new string('z', 200_000)}}}"}}""",
    ];

    private static readonly string[] _encodings =
    [
        "gzip",
        "br",
        "deflate",
        "zstd",
        "identity",
        "gzip, br",
        "compress",
        "x-gzip",
        "",
        "gzip;q=0",
    ];
    private static readonly string[] _types =
    [
        "application/json",
        "application/x-ndjson",
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/json; charset=utf-16",
        "application/octet-stream",
        "*/*",
        "",
        "application/json; charset=\"",
    ];

    /// <summary>A body that began well and was then damaged: bits flipped, cut, doubled, stuffed.</summary>
    public static byte[] Damaged(ref SplitMix64 random)
    {
        var text = random.Next(0, 4) switch
        {
            0 => "[" + string.Join(',', Pick(Strange, ref random), Pick(Events, ref random)) + "]",
            1 => Pick(Events, ref random) + "\n" + Pick(Strange, ref random) + "\n",
            2 => """{"api_key":"cwk_x","events":[""" + Pick(Strange, ref random) + "]}",
            _ => Pick(Strange, ref random),
        };
        var body = Encoding.UTF8.GetBytes(text).ToList();
        for (var damages = random.Next(1, 6); damages > 0 && body.Count > 0; damages--)
        {
            var at = random.Next(0, body.Count);
            switch (random.Next(0, 6))
            {
                case 0:
                    body[at] ^= (byte)(1 << random.Next(0, 8));
                    break;
                case 1:
                    body.RemoveRange(at, body.Count - at);
                    break;
                case 2:
                    body.Insert(at, (byte)random.Next(0, 256));
                    break;
                case 3:
                    body.InsertRange(at, [0xED, 0xA0, 0x80, 0xFF, 0xC0]);
                    break;
                case 4:
                    body.RemoveAt(at);
                    break;
                default:
                    body.Insert(at, "{}[],:\"\\\n\0"u8[random.Next(0, 10)]);
                    break;
            }
        }
        return [.. body];
    }

    /// <summary>A request to the ingest address with an odd head, an odd body, or a body that is not what the head says. Its framing is right.</summary>
    public static byte[] Request(ref SplitMix64 random)
    {
        var body = Damaged(ref random);
        var encoding = random.Next(0, 3) == 0 ? Pick(_encodings, ref random) : null;
        if (encoding is "gzip" && random.Chance(0.6))
            body = Compress(body, ref random);
        var head = new StringBuilder("POST /ingest/events");
        head.Append(
            random.Next(0, 6) switch
            {
                0 => "?key=cwk_nobody",
                1 => "?key=%00%ff",
                2 => "?" + new string('a', 500),
                _ => "",
            }
        );
        head.Append(" HTTP/1.1\r\nHost: 127.0.0.1\r\n");
        head.Append(
            random.Next(0, 8) switch
            {
                0 => "",
                1 => "Authorization: Bearer\r\n",
                2 => "Authorization: Basic Y3drOng=\r\n",
                3 => "Authorization: Bearer cwk_" + new string('k', 300) + "\r\n",
                4 => "Authorization: Bearer csk_not_a_write_key\r\n",
                _ => $"Authorization: Bearer {Harness.ServerProcess.WriteKey}\r\n",
            }
        );
        head.Append($"Content-Type: {Pick(_types, ref random)}\r\n");
        if (encoding is not null)
            head.Append($"Content-Encoding: {encoding}\r\n");
        head.Append(
            random.Next(0, 6) switch
            {
                0 => "Origin: null\r\n",
                1 => "Expect: 100-continue\r\n",
                2 => "X-Forwarded-For: 999.1.1.1, ::1, ','\r\n",
                3 => "User-Agent: " + new string('(', 2000) + "\r\n",
                4 => "Accept-Encoding: *;q=x\r\nReferer: http://[::1\r\n",
                _ => "",
            }
        );
        head.Append($"Content-Length: {body.Length}\r\nConnection: close\r\n\r\n");
        return [.. Encoding.Latin1.GetBytes(head.ToString()), .. body];
    }

    /// <summary>Bytes that are hardly HTTP: wrong lengths, broken chunks, odd methods, bad lines.</summary>
    public static byte[] Framing(ref SplitMix64 random)
    {
        var key = $"Authorization: Bearer {Harness.ServerProcess.WriteKey}\r\n";
        var text = random.Next(0, 14) switch
        {
            0 => $"POST /ingest/events HTTP/1.1\r\nHost: x\r\n{key}Content-Length: 5000\r\n\r\n[{{}}]",
            1 => $"POST /ingest/events HTTP/1.1\r\nHost: x\r\n{key}Content-Length: abc\r\n\r\n[]",
            2 => $"POST /ingest/events HTTP/1.1\r\nHost: x\r\n{key}Content-Length: -1\r\n\r\n[]",
            3 => $"POST /ingest/events HTTP/1.1\r\nHost: x\r\n{key}Transfer-Encoding: chunked\r\n\r\nZZ\r\n[]\r\n0\r\n\r\n",
            4 => $"POST /ingest/events HTTP/1.1\r\nHost: x\r\n{key}Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\n[]",
            5 => $"POST /ingest/events HTTP/1.1\r\nHost: x\r\n{key}Transfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n[]",
            6 => $"POST /ingest/events HTTP/1.1\r\n{key}Content-Length: 2\r\n\r\n[]",
            7 => $"POST /ingest/events HTTP/9.9\r\nHost: x\r\n\r\n",
            8 => $"P\0ST /ingest/events HTTP/1.1\r\nHost: x\r\n\r\n",
            9 => $"PUT /ingest/events HTTP/1.1\r\nHost: x\r\n{key}Content-Length: 2\r\nConnection: close\r\n\r\n[]",
            10 => $"POST /ingest/events/../../etc HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
            11 => $"POST /ingest/events HTTP/1.1\r\nHost: x\r\nX: {new string('h', 40_000)}\r\n\r\n",
            12 => $"POST /ingest/events HTTP/1.1\r\nHost: x\r\nbad header line\r\n\r\n",
            _ => "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003",
        };
        var bytes = Encoding.Latin1.GetBytes(text);
        if (random.Chance(0.3))
            bytes[random.Next(0, Math.Min(bytes.Length, 60))] = (byte)random.Next(0, 256);
        return bytes;
    }

    public static string Pick(string[] items, ref SplitMix64 random) => items[random.Next(0, items.Length)];

    private static byte[] Compress(byte[] body, ref SplitMix64 random)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(body);
        var packed = target.ToArray();
        return random.Chance(0.5) ? packed[..random.Next(0, packed.Length)] : packed;
    }

    private static string Nested(int depth) => string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth);

    private static string Many(int count) => string.Join(',', Enumerable.Range(0, count).Select(i => $"\"p{i}\":{i}"));
}
