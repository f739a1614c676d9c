using System.Buffers.Binary;
using System.Text;

namespace Cairn.Ingest.Tests.Formats;

/// <summary>Writes protobuf by hand: a list of fields is a message.</summary>
internal static class Protobuf
{
    public static byte[] Message(params byte[][] fields) => [.. fields.SelectMany(f => f)];

    public static byte[] Bytes(int field, byte[] value) => [.. Varint((ulong)(field << 3) | 2), .. Varint((ulong)value.Length), .. value];

    public static byte[] Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    public static byte[] Number(int field, long value) => [.. Varint((ulong)(field << 3)), .. Varint(unchecked((ulong)value))];

    public static byte[] Fixed64(int field, ulong value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        return [.. Varint((ulong)(field << 3) | 1), .. bytes];
    }

    public static byte[] Fixed32(int field, uint value) => [.. Varint((ulong)(field << 3) | 5), .. BitConverter.GetBytes(value)];

    public static byte[] Double(int field, double value) => Fixed64(field, BitConverter.DoubleToUInt64Bits(value));

    /// <summary>An attribute: field 9 of a span, 1 of a resource, 3 of an event.</summary>
    public static byte[] Attribute(int field, string key, object value) => Bytes(field, Message(Text(1, key), Bytes(2, Value(value))));

    private static byte[] Value(object value) =>
        value switch
        {
            string text => Text(1, text),
            bool yes => Number(2, yes ? 1 : 0),
            int number => Number(3, number),
            double number => Double(4, number),
            object[] items => Bytes(5, Message([.. items.Select(i => Bytes(1, Value(i)))])),
            Dictionary<string, object> pairs => Bytes(6, Message([.. pairs.Select(p => Attribute(1, p.Key, p.Value))])),
            _ => throw new ArgumentOutOfRangeException(nameof(value)),
        };

    private static byte[] Varint(ulong value)
    {
        var bytes = new List<byte>();
        for (; value >= 0x80; value >>= 7)
            bytes.Add((byte)(value | 0x80));
        bytes.Add((byte)value);
        return [.. bytes];
    }
}
