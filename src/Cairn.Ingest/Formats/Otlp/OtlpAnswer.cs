using System.Globalization;
using System.Text;
using Cairn.Events;

namespace Cairn.Ingest.Formats.Otlp;

/// <summary>Answers in the encoding of the request.</summary>
internal static class OtlpAnswer
{
    private const string Protobuf = "application/x-protobuf";

    /// <summary>Refused spans are told, and logged by the exporter; they are never sent again.</summary>
    public static VendorAnswer Taken(VendorRequest request, VendorReading reading, IngestAnswer answer)
    {
        var refused = answer.Rejected.Where(r => r.Index < reading.Events.Count).ToList();
        var (count, message) = (refused.Count, refused.Count > 0 ? refused[0].Message : "");
        if (ReadOtlp.IsProtobuf(request))
            return new VendorAnswer(200, Protobuf, count == 0 ? default : Message(1, [.. Number(1, count), .. Message(2, Text(message))]));
        return count == 0
            ? VendorAnswer.JsonText("""{"partialSuccess":{}}""")
            : VendorAnswer.Json(
                new { partialSuccess = new { rejectedSpans = count.ToString(CultureInfo.InvariantCulture), errorMessage = message } }
            );
    }

    /// <summary>Of protobuf's clients google.rpc.Status, as the standard wants; 14 is "unavailable", 3 "invalid argument", 16 "unauthenticated".</summary>
    public static VendorAnswer Refused(VendorRequest request, Problem problem)
    {
        if (!ReadOtlp.IsProtobuf(request))
            return VendorAnswer.Refusal(problem);
        var code = problem.Status switch
        {
            401 => 16,
            403 => 7,
            503 => 14,
            _ => 3,
        };
        var text = problem.Detail is { } detail ? $"{problem.Title} {detail}" : problem.Title;
        return new VendorAnswer(problem.Status, Protobuf, (byte[])[.. Number(1, code), .. Message(2, Text(text))]);
    }

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Number(int field, int value) => [(byte)(field << 3), .. Varint(value)];

    private static byte[] Message(int field, byte[] bytes) => [(byte)((field << 3) | 2), .. Varint(bytes.Length), .. bytes];

    private static List<byte> Varint(int value)
    {
        var bytes = new List<byte>();
        for (; value >= 0x80; value >>= 7)
            bytes.Add((byte)(value | 0x80));
        bytes.Add((byte)value);
        return bytes;
    }
}
