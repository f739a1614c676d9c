using System.Net;
using Cairn.Ingest.Enrich;
using Cairn.Ingest.Steps;
using Cairn.Testing;
using static Cairn.Ingest.Tests.Given;

namespace Cairn.Ingest.Tests.Enrich;

public sealed class CountryTests
{
    private const string Browser = "Mozilla/5.0 (Windows NT 10.0) Chrome/120.0";

    [Theory]
    [InlineData(4, 24)]
    [InlineData(4, 28)]
    [InlineData(4, 32)]
    [InlineData(6, 24)]
    [InlineData(6, 28)]
    [InlineData(6, 32)]
    public void An_address_is_found_in_every_kind_of_tree(int ipVersion, int recordBits)
    {
        var countries = Open(ipVersion, recordBits);

        countries.Find(IPAddress.Parse("192.0.2.1")).ShouldBe("DE");
        countries.Find(IPAddress.Parse("192.0.2.255")).ShouldBe("DE");
        countries.Find(IPAddress.Parse("::ffff:192.0.2.1")).ShouldBe("DE");
        countries.Find(IPAddress.Parse("198.51.100.129")).ShouldBe("FR");
        countries.Find(IPAddress.Parse("198.51.100.1")).ShouldBeNull();
        countries.Find(IPAddress.Parse("203.0.113.9")).ShouldBe("JP");
        countries.Find(IPAddress.Parse("8.8.8.8")).ShouldBeNull();
        countries.Find(IPAddress.Parse("2001:db8::1")).ShouldBe(ipVersion == 6 ? "BR" : null);
        countries.Find(IPAddress.Parse("2001:db9::1")).ShouldBeNull();
    }

    [Fact]
    public void A_file_that_is_no_mmdb_is_refused_with_the_reason()
    {
        var path = Path.Combine(TestFolder.Create("mmdb"), "x.mmdb");
        File.WriteAllBytes(path, new byte[1000]);

        Should.Throw<InvalidDataException>(() => MaxMindFile.Open(path)).Message.ShouldContain("MaxMind");
    }

    [Fact]
    public void The_country_comes_from_the_browsers_address_or_from_ip_and_the_address_is_not_stored()
    {
        var steps = Given.StepsWith(Cairn.Events.Privacy.ProjectPrivacy.Default, Open(6, 28));

        Country(steps, "{}", Request(Browser, address: "192.0.2.1")).ShouldBe("DE");
        Country(steps, "{}", Request("python-requests/2", address: "192.0.2.1")).ShouldBeNull();
        Country(steps, """{"$ip":"203.0.113.9"}""", Request("python-requests/2", address: "192.0.2.1")).ShouldBe("JP");
        Country(steps, """{"$ip":"nonsense"}""", Request(Browser, address: "192.0.2.1")).ShouldBe("DE");
        Country(steps, """{"$country":"XX"}""", Request(Browser, address: "192.0.2.1")).ShouldBe("XX");
        var (e, _) = Run("""{"event":"a","distinct_id":"u","properties":{"$ip":"203.0.113.9"}}""", steps: steps);
        e!.Properties.Text().ShouldNotContain("203.0.113.9");
    }

    private static string? Country(IngestSteps steps, string properties, RequestFacts request) =>
        Run($$"""{"event":"a","distinct_id":"u","properties":{{properties}}}""", request, steps).Event!.Property("$country");

    private static CountryLookup Open(int ipVersion, int recordBits)
    {
        var file = new MmdbBytes(ipVersion, recordBits);
        var germany = file.Record(f =>
            f.Map(3)
                .Text("names")
                .Map(2)
                .Text("en")
                .Text(new string('g', 300))
                .Text("is_eu")
                .Flag(true)
                .Text("list")
                .List(2)
                .Number(6, 7, 1)
                .Text("x")
                .Text("country")
                .Map(1)
                .Text("iso_code")
                .Text("DE")
        );
        var key = file.Record(f => f.Text("iso_code"));
        var shared = file.Record(f => f.Map(1).Pointer(key).Text("FR"));
        // Keys and values by pointer, and a registered country only.
        var france = file.Record(f => f.Map(2).Text("other").Pointer(shared).Text("country").Pointer(shared));
        var japan = file.Record(f => f.Map(1).Text("registered_country").Map(1).Pointer(key).Text("JP"));
        file.Record(f => f.Text(new string('x', 70_000)));
        var far = file.Record(f => f.Map(1).Text("iso_code").Text("BR"));
        var brazil = file.Record(f => f.Map(1).Text("country").Pointer(far));
        file.Network("192.0.2.0", 24, germany);
        file.Network("198.51.100.128", 25, france);
        file.Network("203.0.113.9", 32, japan);
        if (ipVersion == 6)
            file.Network("2001:db8::", 32, brazil);
        var path = Path.Combine(TestFolder.Create("mmdb"), "test.mmdb");
        File.WriteAllBytes(path, file.ToFile());
        return new CountryLookup(MaxMindFile.Open(path));
    }
}
