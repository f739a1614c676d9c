using System.Text;
using Cairn.Workspace.SecondFactor;

namespace Cairn.Workspace.Tests.Accounts;

public sealed class TotpTests
{
    /// <summary>RFC 6238, appendix B, SHA-1; the last six of its eight digits.</summary>
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void Codes_are_those_of_the_standard(long seconds, string code) =>
        Totp.CodeAt(Encoding.ASCII.GetBytes("12345678901234567890"), Totp.StepOf(DateTimeOffset.FromUnixTimeSeconds(seconds)))
            .ShouldBe(code);

    [Fact]
    public void A_clock_may_be_off_by_one_step_and_no_more()
    {
        var (secret, now) = (Totp.NewSecret(), DateTimeOffset.FromUnixTimeSeconds(1_800_000_000));
        var (key, step) = (Totp.FromBase32(secret)!, Totp.StepOf(now));

        foreach (var offset in (long[])[-1, 0, 1])
            Totp.StepMatching(secret, Totp.CodeAt(key, step + offset), now).ShouldBe(step + offset);
        foreach (var offset in (long[])[-2, 2])
            Totp.StepMatching(secret, Totp.CodeAt(key, step + offset), now).ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("12345")]
    [InlineData("1234567")]
    [InlineData("١٢٣٤٥٦")]
    public void What_is_no_code_matches_nothing(string code) =>
        Totp.StepMatching(Totp.NewSecret(), code, DateTimeOffset.UnixEpoch).ShouldBeNull();

    [Theory]
    [InlineData("", "")]
    [InlineData("f", "MY")]
    [InlineData("fo", "MZXQ")]
    [InlineData("foo", "MZXW6")]
    [InlineData("foobar", "MZXW6YTBOI")]
    public void Base32_is_that_of_RFC_4648_without_padding(string text, string base32)
    {
        Totp.ToBase32(Encoding.ASCII.GetBytes(text)).ShouldBe(base32);
        Totp.FromBase32(base32).ShouldBe(Encoding.ASCII.GetBytes(text));
    }
}
