import KTPServer
import Testing

@Suite("header values with parameters")
struct HeaderValueTests {
    @Test("value and parameters are told apart")
    func parses() throws {
        let value = try #require(HeaderValue(" Text/HTML ; Charset=\"utf-8\";q=0.5; title=\"a;\\\"b\\\" \\c\" ; "))
        #expect(value.value == "text/html")
        #expect(value.parameters == ["charset": "utf-8", "q": "0.5", "title": "a;\"b\" \\c"])
    }

    @Test(
        "what does not follow the grammar is nothing",
        arguments: [
            "", " ", ";", "a b", "a; b", "a; b=", "a; =b", "a; b=\"c", "a; b=c d", "a; b=c; b=d", "a,b", "a; b==c",
        ])
    func malformed(text: String) {
        #expect(HeaderValue(text) == nil)
    }

    @Test("a boundary may be quoted")
    func boundary() {
        #expect(HeaderValue("multipart/form-data; boundary=\"a b\"")?.parameters["boundary"] == "a b")
        #expect(HeaderValue("multipart/form-data;boundary=----WebKit/1'(")?.parameters["boundary"] == nil)
    }
}
