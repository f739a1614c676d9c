using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Cairn.Events;

namespace Cairn.Server.Tests.Erasing;

public sealed class SealedValueTests
{
    private static readonly PersonKey _key = new(Guid.NewGuid(), RandomNumberGenerator.GetBytes(32));
    private static readonly ProjectId _project = new(1);
    private static readonly byte[] _value = Encoding.UTF8.GetBytes("\"a note\"");

    [Fact]
    public void A_value_opens_under_its_own_key_project_and_name_alone()
    {
        var text = SealedValue.Seal(_key, _project, "note", _value);

        SealedValue.Open(_key, _project, "note", text).ShouldBe(_value);
        SealedValue.Open(_key, _project, "other", text).ShouldBeNull();
        SealedValue.Open(_key, new ProjectId(2), "note", text).ShouldBeNull();
        SealedValue.Open(_key with { Secret = RandomNumberGenerator.GetBytes(32) }, _project, "note", text).ShouldBeNull();
        SealedValue.Open(_key with { Id = Guid.NewGuid() }, _project, "note", text).ShouldBeNull();
    }

    [Fact]
    public void A_value_with_any_bit_changed_does_not_open()
    {
        var text = SealedValue.Seal(_key, _project, "note", _value);
        var start = text.LastIndexOf(':') + 1;
        var bytes = Base64Url.DecodeFromChars(text.AsSpan(start));

        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            var changed = bytes.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            SealedValue.Open(_key, _project, "note", text[..start] + Base64Url.EncodeToString(changed)).ShouldBeNull();
        }
    }

    [Fact]
    public void One_value_sealed_twice_has_two_nonces() =>
        SealedValue.Seal(_key, _project, "note", _value).ShouldNotBe(SealedValue.Seal(_key, _project, "note", _value));
}
