using Cairn.Sample.Product;

namespace Cairn.Sample.Sessions;

/// <summary>What users do once they have an account.</summary>
internal sealed partial class SessionScript
{
    private void Work(Visit visit, int day)
    {
        PageView(Site.App);
        var actions = _random.Next(2, visit.Kind == VisitKind.Use ? 11 : 6);
        for (var i = 0; i < actions; i++)
        {
            Wait(8, 260);
            if (_random.Chance(0.25))
                PageView(Site.Note);
            Act(Site.Actions.Pick(_random.Next()).Utf8);
        }
        if (_who.UsesAi && _random.Chance(0.6))
            UseAi();
        if (visit.Kind == VisitKind.Use)
            Bill(day - visit.Day - _who.SignupDelay);
        if (_random.Chance(_who.IsBuyer ? 0.2 : 0.06))
            Shop();
        if (_random.Chance(0.025))
            WriteToSupport();
        if (_random.Chance(0.012))
            GiveFeedback();
    }

    private void Act(ReadOnlySpan<byte> action)
    {
        Begin(action);
        batch.Add("url"u8, Site.Origin.Utf8, Site.Note.Path.Utf8);
        if (action.SequenceEqual("search_performed"u8))
        {
            batch.Add("query_length"u8, (long)_random.Next(2, 40));
            batch.Add("results"u8, (long)Math.Max(0, _random.Next(-3, 40)));
        }
        else if (action.SequenceEqual("export_run"u8))
            batch.Add("format"u8, _random.Chance(0.6) ? "pdf"u8 : "markdown"u8);
        else if (action.SequenceEqual("integration_connected"u8))
            batch.Add("integration"u8, _random.Chance(0.5) ? "calendar"u8 : "chat"u8);
        else if (action.StartsWith("note_"u8))
            batch.Add("words"u8, (long)_random.Next(5, 900));
        batch.Finish();
    }

    /// <summary>The first login from a phone: a moment as a stranger, then known as the same person.</summary>
    private void TakeOutSecondDevice()
    {
        _device = _who.SecondDevice;
        BeAnonymous(SplitMix64.At(_who.Key, 60_000 + _random.Next() % 3));
        _inGroup = false;
        PageView(Site.Login);
        Wait(6, 40);
        var anonymous = DistinctId.ToArray();
        BeUser();
        Begin("$identify"u8);
        batch.Add("$anon_distinct_id"u8, anonymous);
        batch.Finish();
        Wait(1, 3);
        Begin("logged_in"u8);
        batch.Add("method"u8, "email"u8);
        batch.Finish();
        Wait(1, 4);
    }

    /// <summary>Upgrades on its day; leaves a paid plan on the last.</summary>
    private void Bill(int age)
    {
        var upgrade = _who.UpgradeAge;
        if (upgrade < 0 || (age != upgrade && age != _who.Lifetime))
            return;
        Wait(10, 120);
        PageView(Site.Settings);
        Wait(10, 90);
        var plan = _who.IsBusiness ? "business"u8 : "pro"u8;
        if (age == upgrade)
        {
            Begin("plan_upgraded"u8);
            batch.Add("from"u8, "free"u8);
            batch.Add("to"u8, plan);
            batch.Then("set"u8);
            batch.Add("plan"u8, plan);
            batch.Finish();
            _time += 900;
            Pay("upgrade"u8);
            return;
        }
        Begin("subscription_cancelled"u8);
        batch.Add("plan"u8, plan);
        batch.Add(
            "reason"u8,
            _random.Chance(0.4) ? "too_expensive"u8
                : _random.Chance(0.5) ? "missing_feature"u8
                : "not_needed"u8
        );
        batch.Then("set"u8);
        batch.Add("plan"u8, "free"u8);
        batch.Finish();
    }

    /// <summary>A month more of a paid plan, charged by the server.</summary>
    private void Renew() => Pay("renewal"u8);

    private void Pay(ReadOnlySpan<byte> reason)
    {
        BeginOnServer("purchase"u8);
        batch.AddDecimal("amount"u8, _who.IsBusiness ? 2900 : 1200, 2);
        batch.Add("currency"u8, _who.Currency);
        batch.Add("product_id"u8, _who.IsBusiness ? "plan_business"u8 : "plan_pro"u8);
        batch.Add("category"u8, "subscription"u8);
        batch.Add("reason"u8, reason);
        batch.Finish();
    }

    private void WriteToSupport()
    {
        Wait(20, 200);
        PageView(Site.Help);
        Wait(30, 300);
        var voice = Voices.Pick(_random.Next(), anomalies.CheckoutIsDown(_time));
        Begin("support_message"u8);
        batch.Add("text"u8, voice.Text);
        batch.Add("topic"u8, voice.Topic);
        batch.Add("written_sentiment"u8, voice.Sentiment);
        batch.Finish();
    }

    private void GiveFeedback()
    {
        Wait(5, 60);
        var voice = Voices.Pick(_random.Next(), outage: false);
        Begin("$feedback"u8);
        batch.Add("text"u8, voice.Text);
        batch.Add("rating"u8, (long)voice.Stars);
        batch.Add("topic"u8, voice.Topic);
        batch.Finish();
    }
}
