using Cairn.Sample.Product;

namespace Cairn.Sample.Sessions;

/// <summary>The product's own calls of language models: tokens, latency, cost, errors, and what the user thought of the answer.</summary>
internal sealed partial class SessionScript
{
    private readonly byte[] _trace = new byte[16];

    private void UseAi()
    {
        for (var calls = _random.Next(1, 5); calls > 0; calls--)
        {
            Wait(15, 200);
            var use = Models.Uses.Pick(_random.Next());
            Begin("ai_requested"u8);
            batch.Add("feature"u8, use);
            batch.Finish();
            Generate(use);
        }
    }

    private void Generate(Json use)
    {
        var costly = anomalies.AiIsCostly(_time);
        var model = costly ? Models.Expensive : Models.All.Pick(_random.Next());
        var input = _random.Next(300, 6000) * (costly ? 6 : 1);
        var cached = _random.Chance(0.4) ? input * _random.Next(30, 90) / 100 : 0;
        var output = _random.Next(40, 900) * (costly ? 6 : 1);
        var failed = _random.Chance(0.018);
        var latency = 180 + (failed ? _random.Next(50, 9000) : output * model.MillisecondsPer100Tokens / 100 + _random.Next(0, 700));
        _time += latency;
        Hex(_trace, _random.Next());
        batch.Begin("$ai_generation"u8, DistinctId, _time, _session, _company.Utf8);
        batch.Add("$ai_provider"u8, model.Provider);
        batch.Add("$ai_model"u8, model.Name);
        batch.Add("$ai_trace_id"u8, _trace);
        batch.Add("feature"u8, use);
        batch.Add("$ai_input_tokens"u8, (long)input);
        batch.Add("$ai_output_tokens"u8, failed ? 0 : (long)output);
        batch.Add("$ai_cache_read_input_tokens"u8, (long)cached);
        batch.AddDecimal("$ai_latency"u8, latency, 3);
        batch.AddDecimal("$ai_total_cost_usd"u8, failed ? 0 : MicroDollars(model, input, cached, output), 6);
        batch.Add("$ai_is_error"u8, failed);
        if (failed)
        {
            var (message, status) = Models.Errors.Pick(_random.Next());
            batch.Add("$ai_error"u8, message);
            batch.Add("$ai_http_status"u8, (long)status);
        }
        batch.Finish();
        if (!failed && _random.Chance(0.06))
            Rate();
    }

    /// <summary>Cached input costs a tenth.</summary>
    private static long MicroDollars(Model model, int input, int cached, int output) =>
        ((long)(input - cached) * model.InputPrice + (long)cached * model.InputPrice / 10 + (long)output * model.OutputPrice) / 1000;

    private void Rate()
    {
        Wait(3, 40);
        Begin("$ai_feedback"u8);
        batch.Add("$ai_trace_id"u8, _trace);
        batch.Add("rating"u8, _random.Chance(0.78) ? "up"u8 : "down"u8);
        batch.Finish();
    }
}
