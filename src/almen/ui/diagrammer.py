def bar_chart(*a,**k): return "<svg xmlns='http://www.w3.org/2000/svg'/>"
stacked_bar_chart=line_chart=bar_chart
def svg_response(s):
    from django.http import HttpResponse
    return HttpResponse(s,content_type="image/svg+xml")
