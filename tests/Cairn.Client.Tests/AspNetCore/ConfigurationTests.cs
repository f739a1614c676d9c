using Cairn.AspNetCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Cairn.Client.Tests.AspNetCore;

public sealed class ConfigurationTests
{
    [Fact]
    public async Task The_configuration_is_read_first_and_the_program_has_the_last_word()
    {
        var configuration = new Dictionary<string, string?>
        {
            ["Cairn:Client:Url"] = "https://cairn.example.com/",
            ["Cairn:Client:WriteKey"] = "cwk_configured",
            ["Cairn:Client:FlushInterval"] = "00:00:02",
            ["Cairn:Requests:SampleRate"] = "0.25",
            ["Cairn:Requests:ExcludedPaths:0"] = "/internal",
            ["Cairn:Visitors:Unknown"] = "Skip",
        };
        var services = new ServiceCollection().AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(configuration).Build());
        services.AddCairn(options => options.Client.WriteKey = "cwk_said");
        await using var provider = services.BuildServiceProvider();
        var read = provider.GetRequiredService<IOptions<CairnOptions>>().Value;
        (read.Client.Url, read.Client.WriteKey, read.Client.FlushInterval).ShouldBe(
            (new Uri("https://cairn.example.com/"), "cwk_said", TimeSpan.FromSeconds(2))
        );
        (read.Requests.SampleRate, read.Visitors.Unknown).ShouldBe((0.25, UnknownVisitor.Skip));
        read.Requests.ExcludedPaths.ShouldContain("/internal");
        read.Requests.ExcludedPaths.ShouldContain("/health");
        provider.GetRequiredService<CairnClient>().ShouldBeSameAs(provider.GetRequiredService<CairnClient>());
    }
}
