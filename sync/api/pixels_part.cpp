#include "sync/api/pixels_part.h"

#include <cstdint>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "sync/api/api_answer.h"
#include "sync/report/device_key.h"
#include "sync/screens/glass_pictures.h"

namespace hub {
namespace {

class PixelsPart : public HubPart {
public:
    explicit PixelsPart(HubServices services) : services_(std::move(services)) {}

    std::vector<HttpRoute> routes() override {
        return {{"POST", "/api/pixels", report::max_picture, [this](const HttpRequest& request) {
                     HttpAnswer answer = take(request);
                     ++answers_[answer.status];
                     return answer;
                 }}};
    }
    std::string metrics(MetricsForm form) override;

private:
    HttpAnswer take(const HttpRequest& request);

    HubServices services_;
    std::map<int, std::uint64_t> answers_{};  ///< by status
};

HttpAnswer PixelsPart::take(const HttpRequest& request) {
    const auto read = report::read_picture(request.body);
    if (!read) return unreadable(read.error(), "bad-picture");
    const auto refused = screens::take_glass(services_.store, *read, services_.now());
    if (!refused) return error_answer(refused.error(), services_.store);
    if (*refused) return refusal((*refused)->status, (*refused)->code, (*refused)->message);
    services_.log(fmt::format("screen {} has sent the picture of its glass that was asked for",
                              report::short_name(read->screen)));
    return json_answer(content::JsonValue::Object{{"received", read->words.wish}});
}

std::string PixelsPart::metrics(MetricsForm form) {
    std::string text =
        metric_family("glass_pictures", "counter", "Pictures that screens sent, by the status of HTTP.", form);
    for (const auto& [status, count] : answers_)
        text += metric_sample("glass_pictures_total", fmt::format("status=\"{}\"", status), count);
    return text;
}

}  // namespace

content::Result<std::unique_ptr<HubPart>> make_pixels_part(const HubServices& services) {
    return std::unique_ptr<HubPart>(std::make_unique<PixelsPart>(services));
}

}  // namespace hub
