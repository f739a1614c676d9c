using Cairn.Server.Tests.Support;
using Cairn.Testing;

namespace Cairn.Server.Tests.Accounts;

public sealed class UnsentLetterTests
{
    /// <summary>It stopped the whole server once: whoever knew an account's address could stop it while the mail server's certificate was over.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_mail_server_with_a_bad_certificate_or_without_a_word_costs_a_letter_and_no_more(bool isSilent)
    {
        await using var smtp = new BadMailServer(isSilent);
        await using var server = await TestServer.StartAsync(TestServer.SetUp, settings: s => s with { Mail = smtp.Settings });
        using var log = TestLog.Of(server);
        using var http = server.WithKey(TestServer.InstanceKey);

        for (var letter = 1; letter <= 2; letter++)
        {
            (await http.PostAsync("/api/password-resets", new { email = TestServer.OwnerEmail })).Status.ShouldBe(202);
            var failed = $"cairn_letters_total{{result=\"failed\"}} {letter}\n";
            await Eventually.TrueAsync(async () => (await http.GetAsync("/metrics")).Text.Contains(failed));
        }

        smtp.Calls.ShouldBe(2, "the second letter must be tried too");
        (await http.GetAsync("/api/projects")).Status.ShouldBe(200);
        var lines = log.Lines.Where(line => line.Contains("letter could not be sent")).ToList();
        lines.Count.ShouldBe(2);
        lines.ShouldAllBe(line => !line.Contains(TestServer.OwnerEmail));
    }
}
