using Cairn.Workspace.Passwords;
using Cairn.Workspace.SecondFactor;
using Cairn.Workspace.Sessions;

namespace Cairn.Workspace.Tests.Accounts;

public sealed class AccountWordsTests
{
    [Theory]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux")]
    [InlineData(
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Safari/537.36 Edg/142.0",
        "Edge on Windows"
    )]
    [InlineData(
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1",
        "Safari on iPhone"
    )]
    [InlineData(
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Safari/537.36",
        "Chrome on macOS"
    )]
    [InlineData("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/142.0 Mobile Safari/537.36", "Chrome on Android")]
    [InlineData("curl/8.5.0", "curl")]
    [InlineData("<script>alert(1)</script>", "Unknown browser")]
    [InlineData(null, "Unknown browser")]
    public void A_browser_is_named_in_words(string? userAgent, string words) => BrowserWords.Of(userAgent).ShouldBe(words);

    [Fact]
    public void Recovery_codes_carry_120_bits_and_are_read_as_people_type_them()
    {
        var code = RecoveryCodes.New()[0];

        code.ShouldMatch("^[A-Z2-7]{4}(-[A-Z2-7]{4}){5}$");
        RecoveryCodes.Hash(code.ToLowerInvariant().Replace("-", " ")).ShouldBe(RecoveryCodes.Hash(code));
    }

    [Theory]
    [InlineData("Password1", true)]
    [InlineData("Password20262026!", true)]
    [InlineData("passwordpassword", true)]
    [InlineData("123456789012", true)]
    [InlineData("abcabcabcabc", true)]
    [InlineData("asdfghjklzxc", true)]
    [InlineData("xwvutsrqponm", true)]
    [InlineData("correct horse battery staple", false)]
    [InlineData("4815162342108", false)]
    public void The_commonest_passwords_are_known_whatever_stands_around_them(string password, bool isCommon) =>
        CommonPasswords.Has(password).ShouldBe(isCommon);

    [Theory]
    [InlineData("elevenchars", "weak_password")]
    [InlineData("twelve chars", null)]
    [InlineData("ten     chars", "weak_password")]
    [InlineData("ada.lovelace@example.com", "weak_password")]
    [InlineData("Ada.Lovelace1815", "weak_password")]
    [InlineData("not ada.lovelace", null)]
    [InlineData("password1", "common_password")]
    public void A_password_is_long_uncommon_and_not_the_address(string password, string? code) =>
        (PasswordRules.Fault(password, "ada.lovelace@example.com", "/password")?.Code).ShouldBe(code);

    [Fact]
    public void A_session_ends_at_the_first_moment_of_its_bounds()
    {
        var made = DateTimeOffset.UnixEpoch;

        SessionLife.IsOver(made, made, made.AddDays(14).AddTicks(-1)).ShouldBeFalse();
        SessionLife.IsOver(made, made, made.AddDays(14)).ShouldBeTrue();
        SessionLife.IsOver(made, made.AddDays(29), made.AddDays(30).AddTicks(-1)).ShouldBeFalse();
        SessionLife.IsOver(made, made.AddDays(29), made.AddDays(30)).ShouldBeTrue();
    }
}
