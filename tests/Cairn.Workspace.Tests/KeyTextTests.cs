using Cairn.Workspace.Keys;

namespace Cairn.Workspace.Tests;

public sealed class KeyTextTests
{
    [Fact]
    public void New_keys_are_well_formed_and_never_the_same()
    {
        var keys = Enumerable.Range(0, 1000).Select(_ => KeyText.NewApiKey()).ToList();

        keys.ShouldAllBe(key => KeyText.IsWellFormed(key, KeyText.ApiPrefix));
        keys.Distinct().Count().ShouldBe(1000);
        keys[0].Length.ShouldBe(4 + 43, "256 bits in base64url");
        KeyText.IsWellFormed(KeyText.NewWriteKey(), KeyText.WritePrefix).ShouldBeTrue();
    }

    [Theory]
    [InlineData("")]
    [InlineData("csk_")]
    [InlineData("csk_abc")]
    [InlineData("cwk_abcdefgh")]
    [InlineData("CSK_abcdefgh")]
    [InlineData("csk_abcd efgh")]
    [InlineData("csk_abcdéfgh")]
    [InlineData("csk_abcd\0efgh")]
    public void What_is_no_API_key_is_told_apart_by_its_form(string key) => KeyText.IsWellFormed(key, KeyText.ApiPrefix).ShouldBeFalse();

    [Fact]
    public void A_key_without_end_is_not_hashed() => KeyText.IsWellFormed("csk_" + new string('a', 125), KeyText.ApiPrefix).ShouldBeFalse();

    [Fact]
    public void A_hint_gives_nothing_away() => KeyText.Hint("csk_0123456789").ShouldBe("csk_0123…");
}
